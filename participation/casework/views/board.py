"""All open cases at the desk: as a board, as a table, as a file."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from commons.tables import Cell, csv_response
from participation.casework import rules
from participation.casework.forms.board import ORDERS, BoardForm
from participation.casework.queries import board as queries
from participation.casework.queries.wishes import Wish
from participation.ideas.models import Idea

LONGEST_NUMBER = 6


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    if not rules.can_see_board(request.visitor):
        raise PermissionDenied
    number = request.GET.get("nummer", "").strip()
    if number and _is_known(request, number):
        return redirect("casework:case-show", number)
    form = BoardForm(request.GET)
    wish = form.wish
    today = berlin_today()
    found = queries.rows(request.visitor, wish, today=today)
    context = {
        "form": form,
        "wish": wish,
        "number": number,
        "found": found,
        "late": sum(row.is_late for row in found),
        "late_url": wish.address(is_table=True, is_overdue=True),
        "today": today,
        "tabs": _tabs(wish),
        "csv_url": wish.address(),
    }
    if wish.is_table:
        context |= _table(request, found, wish)
    else:
        context["columns"] = queries.columns(found, wish)
    return render(request, "casework/board.html", context)


@require_safe
def board_csv(request: HttpRequest) -> HttpResponse:
    """Numbers, stages and days; no words of anybody."""
    if not rules.can_see_board(request.visitor):
        raise PermissionDenied
    wish = BoardForm(request.GET).wish
    found = queries.rows(request.visitor, wish, today=berlin_today())
    header = [
        _("Nummer"),
        _("Stand"),
        _("Als Nächstes"),
        _("Wer"),
        _("bis"),
        _("überfällig"),
        _("Amt"),
        _("Stadtteil"),
        _("Thema"),
        _("eingegangen"),
        _("Arbeitstage seit Eingang"),
        _("Arbeitstage in diesem Stand"),
    ]
    return csv_response("vorgaenge.csv", header, _lines(found))


def _lines(found: list[queries.Row]) -> Iterator[list[Cell]]:
    ideas = queries.ideas_of(found)
    for row in found:
        idea = ideas[row.case.pk]
        yield [
            row.case.number,
            str(row.step.stage.label),
            str(row.step.words.title),
            row.step.owner_label,
            row.step.by,
            _("ja") if row.is_late else _("nein"),
            idea.lead_department.name if idea.lead_department else "",
            idea.region.name if idea.region else "",
            idea.topic.name,
            row.case.received_on,
            row.days,
            row.stage_days,
        ]


def _table(
    request: HttpRequest, found: list[queries.Row], wish: Wish
) -> dict[str, object]:
    page = request.GET.get("seite", "1")
    shown = queries.table(found, int(page) if _is_number(page) else 1)
    here = wish.address()
    return {
        "table": shown,
        "orders": [
            (label, wish.address(sort=key), key == wish.sort) for key, label in ORDERS
        ],
        "next_url": f"{here}&seite={shown.page + 1}"
        if shown.page < shown.pages
        else "",
        "first_url": here if shown.page > 1 else "",
    }


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST_NUMBER


def _tabs(wish: Wish) -> list[tuple[str, str, bool]]:
    return [
        (_("Tafel"), wish.address(is_table=False, sort=""), not wish.is_table),
        (_("Tabelle"), wish.address(is_table=True), wish.is_table),
    ]


def _is_known(request: HttpRequest, number: str) -> bool:
    found: bool = Idea.objects.filter(
        rules.moderates(request.visitor), number=number
    ).exists()
    return found
