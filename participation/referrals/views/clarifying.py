"""Opening a Klärungsrunde by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from neighbourhood.departments.queries import suggested_for
from participation.ideas.models import Idea
from participation.referrals import rules
from participation.referrals.forms.clarifying import ClarifyForm
from participation.referrals.queries import clarifying as queries
from participation.referrals.services import clarifying
from participation.referrals.views.referring import referable_idea, trail_of

MOST_SUGGESTED = 3


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("clarify", gettext_lazy("Klärungsrunde"), ClarifyForm)
def clarification_create(request: HttpRequest, number: str) -> HttpResponse:
    idea = referable_idea(request, number)
    if not rules.can_clarify(request.visitor, idea):
        raise PermissionDenied
    form = ClarifyForm(posted(request), initial={"departments": _likely(idea)})
    if form.is_valid():
        try:
            opened = clarifying.open_by_hand(
                idea,
                departments=list(form.cleaned_data["departments"]),
                note=form.cleaned_data["note"],
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Die Klärungsrunde ist eröffnet."))
            return redirect(opened)
    context = {
        "idea": idea,
        "form": form,
        "returns": queries.returns_of(idea),
        "trail": trail_of(idea),
    }
    status = 422 if form.errors else 200
    template = "referrals/clarification_create.html"
    return render(request, template, context, status=status)


def _likely(idea: Idea) -> list[int]:
    """Who gave it back and who was named; before any return, who the topic says."""
    by_topic = suggested_for(idea.topic, idea.region)[:MOST_SUGGESTED]
    return [department.pk for department in queries.concerned(idea) or by_topic]
