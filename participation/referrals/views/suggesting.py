"""How far learning from decisions is, and what staff say about suggestions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from participation.referrals import rules
from participation.referrals.forms.suggesting import SuggestionTermsForm
from participation.referrals.models import Training
from participation.referrals.queries import suggesting as queries
from participation.referrals.services import suggesting

MOST_RUNS = 12


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: HttpRequest) -> HttpResponse:
    """For the desk; only coordinators change something."""
    if not rules.can_see_suggestions(request.visitor):
        raise PermissionDenied
    may_change = rules.can_change_suggestions(request.visitor)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    standing = queries.standing()
    form = SuggestionTermsForm(posted(request), instance=standing.terms)
    if form.is_valid():
        suggesting.change_terms(**form.cleaned_data, by=request.visitor.account)
        messages.success(request, _("Gespeichert."))
        return redirect("referrals:suggestions")
    context = {
        "standing": standing,
        "runs": Training.objects.all()[:MOST_RUNS],
        "needed": queries.NEEDED,
        "form": form if may_change else None,
        "trail": [(_("Weiterleitungen"), reverse("referrals:referral-list"))],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/suggestions.html", context, status=status)


@require_POST
def suggestion_learn(request: HttpRequest) -> HttpResponse:
    """Learn without waiting for fifty more decisions and for the night."""
    if not rules.can_change_suggestions(request.visitor):
        raise PermissionDenied
    suggesting.learn_now()
    messages.success(
        request, _("Es wird gelernt. In ein, zwei Minuten steht hier, wie gut es ist.")
    )
    return redirect("referrals:suggestions")
