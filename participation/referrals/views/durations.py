""" "Wie lange dauert es?" for everybody: the district, and each Stadtteil."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.charts import Columns, bars, columns
from commons.clock import berlin_today
from commons.pagecache import cached_page
from commons.periods import Period
from commons.requests import public
from commons.tables import Cell, csv_response
from commons.terms.queries import current
from neighbourhood.regions.models import Region
from participation.referrals.forms.durations import SpanForm
from participation.referrals.models import DurationTerms
from participation.referrals.queries import durations as queries
from participation.referrals.queries.durations import Durations, Open, Past
from participation.referrals.queries.promises import kept_share
from participation.referrals.queries.punctuality import Took
from participation.referrals.verbs.durations import GENERATION

PARAMETERS = ("zeitraum",)
COLUMNS = ("number", "spk_share", "spk_median", "median", "most", "on_time", "whole")


@public
@require_safe
@cached_page(generations=lambda _request: [GENERATION], parameters=PARAMETERS)
def duration_list(request: HttpRequest) -> HttpResponse:
    """How long it takes from the idea to the statement, and whose days they were."""
    today = berlin_today()
    past = Past.read(today)
    form = SpanForm(request.GET, offered=past.choices())
    terms = current(DurationTerms)
    found = queries.durations(past, form.asked)
    context = _shared(form, reverse("referrals:duration-list")) | {
        "found": found,
        "chart": _chart(found),
        "departments": _departments(past, form, terms),
        "terms": terms,
        "promises": kept_share(found.period, today=today) if found.period else None,
        "open": queries.open_now(today),
        "today": today,
        "csv_url": f"{reverse('referrals:duration-csv')}?zeitraum={form.asked.key}",
    }
    context["ages"] = _ages(context["open"])
    return render(request, "referrals/duration_list.html", context)


@public
@require_safe
@cached_page(generations=lambda _request, **_path: [GENERATION], parameters=PARAMETERS)
def duration_region(request: HttpRequest, slug: str) -> HttpResponse:
    """One Stadtteil beside the whole district, over the same half-years."""
    region = get_object_or_404(Region, slug=slug)
    today = berlin_today()
    past = Past.read(today)
    form = SpanForm(request.GET, offered=past.choices())
    found = queries.region(past, form.asked, region)
    path = reverse("referrals:duration-region", args=[slug])
    context = _shared(form, path) | {
        "region": region,
        "found": found,
        "open": queries.open_now(today, region),
        "today": today,
        "trail": [
            (_("Wie lange dauert es?"), reverse("referrals:duration-list")),
        ],
    }
    context["ages"] = _ages(context["open"])
    return render(request, "referrals/duration_region.html", context)


@public
@require_safe
def duration_csv(request: HttpRequest) -> HttpResponse:
    form, lines = _lines(request)
    header = [
        _("Gliederung"),
        _("Name"),
        _("von"),
        _("bis"),
        _("Fälle"),
        _("Anteil der SPK in Prozent"),
        _("SPK: Arbeitstage, Median"),
        _("Amt: Arbeitstage, Median"),
        _("Amt: Arbeitstage, 90 Prozent"),
        _("rechtzeitig in Prozent"),
        _("insgesamt: Arbeitstage, Median"),
    ]
    rows = ([kind, name, *days, *figures] for kind, name, days, figures in lines)
    return csv_response(f"wie-lange-{form.asked.key}.csv", header, rows)


@public
@require_safe
def duration_json(request: HttpRequest) -> HttpResponse:
    form, lines = _lines(request)
    rows = [
        {"group": kind, "name": name, "first": first, "last": last}
        | dict(zip(COLUMNS, figures, strict=True))
        for kind, name, (first, last), figures in lines
    ]
    return JsonResponse({"span": form.asked.key, "rows": rows})


Line = tuple[str, str, list[Cell], list[Cell]]


def _lines(request: HttpRequest) -> tuple[SpanForm, list[Line]]:
    past = Past.read(berlin_today())
    form = SpanForm(request.GET, offered=past.choices())
    found = queries.durations(past, form.asked)
    by_name = _departments(past, form, current(DurationTerms))
    return form, list(_lines_of(found, by_name))


def _lines_of(found: Durations, departments: queries.Table | None) -> Iterator[Line]:
    if found.whole is None or found.period is None:
        return
    yield _line(_("Bezirk"), _("Ganzer Bezirk"), found.period, found.whole)
    for month in found.months:
        period = Period(month.first, month.last)
        yield _line(_("Monat"), month.name, period, month.took)
    for kind, table in ((_("Stadtteil"), found.regions), (_("Amt"), departments)):
        if table is not None:
            for line in table.lines:
                yield _line(kind, line.name, table.period, line.took)


def _line(kind: str, name: str, period: Period, took: Took) -> Line:
    days: list[Cell] = [period.first, period.last]
    return kind, name, days, [getattr(took, column) for column in COLUMNS]


def _departments(
    past: Past, form: SpanForm, terms: DurationTerms
) -> queries.Table | None:
    """By name only once the Bezirksamt has decided so."""
    return queries.departments(past, form.asked) if terms.shows_departments else None


def _shared(form: SpanForm, path: str) -> dict[str, Any]:
    return {"form": form, "action": path, "fewest": queries.FEWEST}


def _chart(found: Durations) -> Columns | None:
    """The SPK's days and the department's, month by month; a gap is nothing ended."""
    if len(found.months) < 2:  # noqa: PLR2004 -- one column compares with nothing
        return None
    return columns(
        [month.name for month in found.months],
        [month.took.spk_median or 0 for month in found.months],
        [month.took.median or 0 for month in found.months],
    )


def _ages(found: Open | None) -> Any:
    if found is None:
        return []
    return bars((_age(aged), aged.number, "") for aged in found.ages)


def _age(aged: queries.Aged) -> str:
    if aged.last is None:
        if not aged.first:
            return _("alle")
        return _("länger als %(days)s Arbeitstage") % {"days": aged.first - 1}
    if not aged.first:
        return _("bis %(days)s Arbeitstage") % {"days": aged.last}
    words = {"first": aged.first, "last": aged.last}
    return _("%(first)s bis %(last)s Arbeitstage") % words
