"""Trying a draft of the rules on the ideas that came last."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from commons.tables import csv_response
from participation.referrals.models import Trial
from participation.referrals.queries import routing as rule_queries, trials as queries
from participation.referrals.services import trials
from participation.referrals.views.routing import require_editor, rules_trail


@require_POST
def rule_trial_start(request: HttpRequest) -> HttpResponse:
    require_editor(request)
    draft = rule_queries.draft()
    if draft is None:
        return redirect("referrals:rule-list")
    try:
        trial = trials.start(draft, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("referrals:rule-draft")
    return redirect(trial)


@require_safe
def rule_trial(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, then what would change."""
    trial = _trial(request, pk)
    asked = request.GET.get("ansicht", "")
    view = asked if asked in queries.VIEWS else "anders"
    figures = queries.figures_of(trial)
    page = queries.page_of(trial, view, request.GET.get("weiter", ""))
    context = {
        "trial": trial,
        "figures": figures,
        "page": page,
        "tabs": _tabs(trial, figures, view),
        "next_url": f"?{urlencode({'ansicht': view, 'weiter': page.next_cursor})}",
        "is_stale": trial.book.revision != trial.revision,
        "trail": [*rules_trail(), (_("Entwurf"), reverse("referrals:rule-draft"))],
    }
    return render(request, "referrals/routing_trial.html", context)


@require_safe
def rule_trial_file(request: HttpRequest, pk: int) -> HttpResponse:
    trial = _trial(request, pk)
    header = [
        _("Nummer"),
        _("Titel"),
        _("Stadtteil"),
        _("Thema"),
        _("Bisherige Regeln"),
        _("Entwurf"),
        _("Regel"),
        _("Warum"),
        _("Tatsächlich federführend"),
    ]
    return csv_response(f"probelauf-{trial.pk}.csv", header, queries.table_of(trial))


def _trial(request: HttpRequest, pk: int) -> Trial:
    require_editor(request)
    trial: Trial = get_object_or_404(Trial.objects.select_related("book"), pk=pk)
    return trial


def _tabs(
    trial: Trial, figures: queries.Figures, view: str
) -> list[tuple[str, str, bool]]:
    names = {
        "anders": (_("Käme woandershin"), figures.changed),
        "ohne-regel": (_("Keine Regel passt"), figures.unmatched),
        "ohne-amt": (_("Amt fehlt"), figures.lost),
        "alle": (_("Alle"), figures.total),
    }
    address = trial.get_absolute_url()
    return [
        (f"{names[key][0]} ({names[key][1]})", f"{address}?ansicht={key}", key == view)
        for key in queries.VIEWS
    ]
