"""The list for the Bezirksamt, to be printed or taken along as a table."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.clock import berlin_date, berlin_today
from commons.tables import Cell, csv_response
from participation.referrals import rules
from participation.referrals.queries.board import BoardRow, board


@require_safe
def board_show(request: HttpRequest) -> HttpResponse:
    _require_coordinator(request)
    today = berlin_today()
    released, proposed = board(today)
    context = {
        "released": released,
        "proposed": proposed,
        "today": today,
        "trail": [
            (_("Weiterleitungen"), reverse("referrals:referral-list")),
            (_("Nachhaken"), reverse("referrals:ladder-show")),
        ],
    }
    return render(request, "referrals/board_show.html", context)


@require_safe
def board_csv(request: HttpRequest) -> HttpResponse:
    _require_coordinator(request)
    today = berlin_today()
    header = [
        _("Nummer"),
        _("Idee"),
        _("Stadtteil"),
        _("Amt"),
        _("Frist war"),
        _("Arbeitstage überfällig"),
        _("Stand"),
        _("freigegeben am"),
    ]
    released, proposed = board(today)
    rows = _cells([*released, *proposed])
    return csv_response(f"bezirksamt-{today.isoformat()}.csv", header, rows)


def _cells(rows: list[BoardRow]) -> Iterator[list[Cell]]:
    for row in rows:
        rung = row.reminder
        decided = rung.decided_at
        yield [
            rung.referral.idea.number,
            rung.referral.idea.title,
            row.region,
            rung.referral.department.name,
            rung.due_on,
            row.days_late,
            _("freigegeben") if row.is_released else _("vorgeschlagen"),
            berlin_date(decided) if decided else None,
        ]


def _require_coordinator(request: HttpRequest) -> None:
    if not rules.can_climb(request.visitor):
        raise PermissionDenied
