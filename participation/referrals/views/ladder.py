"""The coordinator's side of the ladder: what is proposed, and when what happens."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from participation.referrals import rules
from participation.referrals.forms.ladder import ClockTermsForm, ReleaseForm
from participation.referrals.queries import ladder as queries
from participation.referrals.services import clock_terms, ladder


@require_safe
def ladder_show(request: HttpRequest) -> HttpResponse:
    _require_coordinator(request)
    context = {
        "proposals": queries.proposals(request.visitor),
        "board": queries.board_list(),
        "terms": queries.terms(),
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


@require_http_methods(["GET", "HEAD", "POST"])
def ladder_terms(request: HttpRequest) -> HttpResponse:
    if not rules.can_change_terms(request.visitor):
        raise PermissionDenied
    held = queries.terms()
    initial = {name: getattr(held, name) for name in ClockTermsForm.Meta.fields}
    form = ClockTermsForm(posted(request), initial=initial)
    if form.is_valid():
        clock_terms.change(form.cleaned_data, by=request.visitor.account)
        messages.success(request, _("Gespeichert. Es gilt ab sofort."))
        return redirect("referrals:ladder-terms")
    context = {
        "form": form,
        "earlier": queries.earlier_terms()[:20],
        "trail": [*_trail(), (_("Nachhaken"), reverse("referrals:ladder-show"))],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/ladder_terms.html", context, status=status)


def _require_coordinator(request: HttpRequest) -> None:
    if not rules.can_climb(request.visitor):
        raise PermissionDenied


def _trail() -> list[tuple[str, str]]:
    return [(_("Weiterleitungen"), reverse("referrals:referral-list"))]
