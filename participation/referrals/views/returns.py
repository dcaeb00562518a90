"""What came back as "not ours", by rule, topic and department; for coordinators."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.periods import Period, PeriodForm
from commons.tables import Cell, csv_response
from participation.referrals import rules
from participation.referrals.queries import returns as queries
from participation.referrals.queries.returns import Rate, Returns

USUAL_DAYS = 365


@require_safe
def return_rates(request: HttpRequest) -> HttpResponse:
    visitor = _coordinator(request)
    form = PeriodForm(request.GET, usual=Period.last_days(USUAL_DAYS))
    found = queries.returns(visitor, form.period)
    context = {
        "form": form,
        "period": form.period,
        "found": found,
        "tables": _tables(found),
        "presets": _presets(form.period),
        "fewest": queries.FEWEST,
        "trail": [(_("Weiterleitungen"), reverse("referrals:referral-list"))],
    }
    return render(request, "referrals/return_rates.html", context)


@require_safe
def return_rates_csv(request: HttpRequest) -> HttpResponse:
    visitor = _coordinator(request)
    period = PeriodForm(request.GET, usual=Period.last_days(USUAL_DAYS)).period
    name = f"rueckgaben-{period.first.isoformat()}-{period.last.isoformat()}.csv"
    header = [
        _("Gliederung"),
        _("Gruppe"),
        _("weitergeleitet"),
        _("nicht zuständig"),
        _("anders zurückgegeben"),
        _("nicht zuständig in Prozent"),
    ]
    return csv_response(name, header, _lines(queries.returns(visitor, period)))


def _coordinator(request: HttpRequest) -> Visitor:
    if not rules.can_see_return_rates(request.visitor):
        raise PermissionDenied
    return request.visitor


def _tables(found: Returns) -> list[tuple[str, str, list[Rate]]]:
    """Name of the table, of its first column, and its rows."""
    return [
        (_("Nach Regel"), _("Regel"), found.by_rule),
        (_("Nach Thema"), _("Thema"), found.by_topic),
        (_("Nach Amt"), _("Amt"), found.by_department),
    ]


def _lines(found: Returns) -> Iterator[list[Cell]]:
    for name, _head, rates in _tables(found):
        for rate in rates:
            is_hidden = rate.is_folded and not rate.referred
            figures = [rate.referred, rate.not_ours, rate.otherwise, rate.percent]
            yield [name, rate.label, *([None] * 4 if is_hidden else figures)]


def _presets(current: Period) -> list[tuple[str, str, bool]]:
    path = reverse("referrals:return-rates")
    known = (
        (_("90 Tage"), Period.last_days(90)),
        (_("ein Jahr"), Period.last_days(USUAL_DAYS)),
        (str(berlin_today().year), Period.of_year(berlin_today().year)),
    )
    return [
        (label, f"{path}?{period.query}", period == current) for label, period in known
    ]
