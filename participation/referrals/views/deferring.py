"""What was deferred has come back: go on, answer anew, or put it off with a reason."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.ideas.models import Idea
from participation.referrals.forms.deferring import DeferralForm
from participation.referrals.queries.deferring import held_on
from participation.referrals.services import deferring
from participation.referrals.views.referring import referable_idea, trail_of

REFER = "weiterleiten"


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("deferral", gettext_lazy("Wiedervorlage einer Idee"), DeferralForm)
def deferral_show(request: HttpRequest, number: str) -> HttpResponse:
    """The POST puts it off."""
    idea = referable_idea(request, number)
    answer = held_on(idea)
    if answer is None:
        raise Http404
    form = DeferralForm(posted(request))
    if form.is_valid() and _put_off(request, idea, form):
        return redirect(idea)
    context = {
        "idea": idea,
        "answer": answer,
        "deferrals": list(answer.deferrals.order_by("number")),
        "form": form,
        "trail": trail_of(idea),
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/deferral_show.html", context, status=status)


@require_POST
def deferral_take_up(request: HttpRequest, number: str) -> HttpResponse:
    """Go on with it: to an Amt once more, or with an answer straight away."""
    idea = referable_idea(request, number)
    try:
        deferring.take_up(idea, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect(idea)
    messages.success(request, _("Wieder aufgenommen. Alle, die folgen, hören davon."))
    is_referred = request.POST.get("weiter") == REFER
    page = "referral-create" if is_referred else "answer-edit"
    return redirect(f"referrals:{page}", number)


def _put_off(request: HttpRequest, idea: Idea, form: DeferralForm) -> bool:
    try:
        deferring.put_off(
            idea,
            to=form.cleaned_data["look_again_on"],
            reason=form.cleaned_data["reason"],
            by=request.visitor.account,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Verlängert. Alle, die folgen, hören davon."))
    return True
