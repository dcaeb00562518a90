"""Figures for the team, and the report for everybody."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons import guard
from commons.accounts.http import HttpRequest
from commons.charts import bars, columns
from commons.clock import berlin_today
from commons.pagecache import cached_page
from commons.periods import Period, PeriodForm
from commons.requests import public
from commons.spoken import day_in_words
from commons.tables import csv_response
from participation.moderation.queries import numbers as queries, sheets, transparency
from participation.moderation.views.desk import desk_trail, desk_visitor

USUAL_DAYS = 90
PARAMETERS = ("von", "bis")
REPORT_RATE = "60/10m"  # reports that are made anew; a cached one costs nothing


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """What waits and how long decisions take, where one moderates."""
    visitor = desk_visitor(request)
    form = PeriodForm(request.GET, usual=Period.last_days(USUAL_DAYS))
    stock = queries.stock(visitor)
    decided = queries.decided(visitor, form.period)
    context = {
        "form": form,
        "period": form.period,
        "stock": stock,
        "decided": decided,
        "regions": bars((one.label, one.count, "") for one in stock.regions),
        "reasons": bars((why, count, family) for family, why, count in decided.reasons),
        "verdicts": bars((name, count, "") for name, count in decided.verdicts),
        "weeks": _weeks(decided.weeks),
        "presets": _presets(form.period, reverse("moderation:numbers")),
        "trail": desk_trail(),
    }
    return render(request, "moderation/numbers.html", context)


@require_safe
def numbers_csv(request: HttpRequest) -> HttpResponse:
    visitor = desk_visitor(request)
    period = PeriodForm(request.GET, usual=Period.last_days(USUAL_DAYS)).period
    rows = sheets.of_team(queries.stock(visitor), queries.decided(visitor, period))
    return csv_response(_filename("pruefung", period), sheets.header(), rows)


@public
@require_safe
@cached_page(generations=lambda _request: ["transparency"], parameters=PARAMETERS)
def transparency_report(request: HttpRequest) -> HttpResponse:
    """For any period; without one the running year."""
    if refused := _refused(request):
        return refused
    today = berlin_today()
    form = PeriodForm(request.GET, usual=Period.of_year(today.year))
    report = transparency.report(form.period)
    context = {
        "form": form,
        "report": report,
        "kinds": bars((one.label, one.received, "") for one in report.kinds),
        "years": _years(today, form.period),
    }
    return render(request, "moderation/transparency.html", context)


@public
@require_safe
def transparency_csv(request: HttpRequest) -> HttpResponse:
    if refused := _refused(request):
        return refused
    usual = Period.of_year(berlin_today().year)
    period = PeriodForm(request.GET, usual=usual).period
    rows = sheets.of_report(transparency.report(period))
    return csv_response(_filename("moderation", period), sheets.header(), rows)


def _refused(request: HttpRequest) -> HttpResponse | None:
    """Any two days make a report of many queries, which nobody needs by the hundred."""
    words = guard.Words(title=_("Wie wir moderieren"))
    return guard.refused(request, "transparency", REPORT_RATE, words)


def _weeks(weeks: list[queries.Week]) -> Any:
    labels = [day_in_words(week.first) for week in weeks]
    received = [week.received for week in weeks]
    return columns(labels, received, [week.decided for week in weeks])


def _presets(current: Period, path: str) -> list[tuple[str, str, bool]]:
    this_year = Period.of_year(berlin_today().year)
    known = (
        (_("30 Tage"), Period.last_days(30)),
        (_("90 Tage"), Period.last_days(USUAL_DAYS)),
        (_("ein Jahr"), Period.last_days(365)),
        (str(this_year.first.year), this_year),
    )
    return [
        (label, f"{path}?{period.query}", period == current) for label, period in known
    ]


def _years(today: date, current: Period) -> list[tuple[str, str, bool]]:
    path = reverse("moderation:transparency")
    periods = [Period.of_year(year) for year in transparency.years(today)]
    return [
        (str(period.first.year), f"{path}?{period.query}", period == current)
        for period in periods
    ]


def _filename(name: str, period: Period) -> str:
    return f"{name}-{period.first.isoformat()}-{period.last.isoformat()}.csv"
