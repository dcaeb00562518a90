"""The coordinator's side of the ladder: what is proposed, and when what happens."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import (
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from commons.terms.queries import current
from participation.referrals import rules
from participation.referrals.forms.ladder import ReleaseForm
from participation.referrals.models import ClockTerms
from participation.referrals.queries import ladder as queries
from participation.referrals.services import ladder


@require_safe
def ladder_show(request: HttpRequest) -> HttpResponse:
    _require_coordinator(request)
    context = {
        "proposals": queries.proposals(request.visitor),
        "board": queries.board_list(),
        "terms": current(ClockTerms),
        "today": berlin_today(),
        "trail": _trail(),
    }
    return render(request, "referrals/ladder_show.html", context)


@require_POST
def ladder_release(request: HttpRequest) -> HttpResponse:
    """What is ticked goes out, or stays here; what no longer holds is left out."""
    _require_coordinator(request)
    proposed = list(queries.proposed().values_list("pk", flat=True))
    form = ReleaseForm(request.POST, proposed=proposed)
    if not form.is_valid():
        messages.error(
            request, _("Bitte wählen Sie etwas aus. Vielleicht hat es sich erledigt.")
        )
        return redirect("referrals:ladder-show")
    is_release = form.cleaned_data["action"] == "release"
    decide = ladder.release if is_release else ladder.hold_back
    count = decide(form.cleaned_data["reminder"], by=request.visitor.account)
    messages.success(request, _said(count, is_release=is_release))
    return redirect("referrals:ladder-show")


def _said(count: int, *, is_release: bool) -> str:
    if is_release:
        words = ngettext(
            "%(count)s Vorgang ist freigegeben.",
            "%(count)s Vorgänge sind freigegeben.",
            count,
        )
    else:
        words = ngettext(
            "%(count)s Vorgang bleibt hier. Die nächste Stufe schlagen wir wieder vor.",
            "%(count)s Vorgänge bleiben hier. Die nächste Stufe schlagen wir wieder "
            "vor.",
            count,
        )
    return words % {"count": count}


def _require_coordinator(request: HttpRequest) -> None:
    if not rules.can_climb(request.visitor):
        raise PermissionDenied


def _trail() -> list[tuple[str, str]]:
    return [(_("Weiterleitungen"), reverse("referrals:referral-list"))]
