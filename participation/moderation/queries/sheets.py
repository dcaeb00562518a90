"""The figures as the lines of a table that leaves the house: one number a line."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from commons.tables import Cell
from participation.moderation.queries.numbers import Decided, Stock
from participation.moderation.queries.transparency import Transparency

Line = tuple[Cell, ...]


def header() -> tuple[str, ...]:
    return (_("Bereich"), _("Was"), _("Näher"), _("Wert"), _("Einheit"))


def _count(part: str, what: str, detail: str, value: int) -> Line:
    return part, what, detail, value, _("Anzahl")


def _hours(part: str, what: str, detail: str, value: timedelta | None) -> Line:
    hours = "" if value is None else number_format(value.total_seconds() / 3600, 1)
    return part, what, detail, hours, _("Stunden (Median)")


def of_team(stock: Stock, decided: Decided) -> Iterator[Line]:
    waiting = _("Bestand heute")
    yield _count(waiting, _("gesamt"), "", stock.count)
    yield _count(waiting, _("länger als zugesagt"), "", stock.overdue)
    for each in stock.regions:
        yield _count(waiting, _("nach Stadtteil"), each.label, each.count)
    for each in stock.kinds:
        yield _count(waiting, _("nach Art"), each.label, each.count)
    done = _("Entscheidungen")
    yield _count(done, _("gesamt"), "", decided.count)
    yield _count(done, _("nach einer Regel veröffentlicht"), "", decided.by_rule)
    yield _hours(done, _("Zeit bis zur Entscheidung"), "", decided.median)
    for pace in decided.regions:
        yield _count(done, _("nach Stadtteil"), pace.label, pace.count)
        yield _hours(done, _("Zeit nach Stadtteil"), pace.label, pace.median)
    for pace in decided.kinds:
        yield _count(done, _("nach Art"), pace.label, pace.count)
        yield _hours(done, _("Zeit nach Art"), pace.label, pace.median)
    for verdict, count in decided.verdicts:
        yield _count(done, _("nach Entscheidung"), verdict, count)
    for _family, reason, count in decided.reasons:
        yield _count(done, _("nach Grund"), reason, count)
    yield _count(done, _("gegen Beiträge"), "", decided.against)
    yield _count(done, _("mit Einwand"), "", decided.objected)
    yield _count(done, _("nach Einwand aufgehoben"), "", decided.reversed)
    for week in decided.weeks:
        first = week.first.isoformat()
        yield _count(_("Wochen"), _("eingegangen"), first, week.received)
        yield _count(_("Wochen"), _("entschieden"), first, week.decided)


def of_report(report: Transparency) -> Iterator[Line]:
    came = _("Beiträge")
    for kind in report.kinds:
        yield _count(came, _("eingegangen"), kind.label, kind.received)
        yield _count(came, _("davon öffentlich"), kind.label, kind.published)
    done = _("Entscheidungen")
    for line in report.decisions:
        what = ": ".join(filter(None, (line.what, line.why)))
        yield _count(done, what, line.kind, line.count)
        yield _count(_("davon automatisch"), what, line.kind, line.automatic)
    for label, count in report.automation:
        yield _count(done, _("Anteil von Maschinen"), label, count)
    yield _count(done, _("zurückgenommen"), "", report.taken_back)
    yield _hours(done, _("Zeit bis zur Entscheidung"), "", report.median)
    told = _("Meldungen")
    yield _count(told, _("eingegangen"), "", report.reports.count)
    for label, count in report.reports.reasons:
        yield _count(told, _("nach Grund"), label, count)
    for label, count in report.reports.laws:
        yield _count(told, _("rechtswidrig, nach Gebiet"), label, count)
    yield _count(told, _("entschieden"), "", report.reports.settled)
    yield _count(told, _("mit Folgen für den Beitrag"), "", report.reports.acted_on)
    yield _hours(told, _("Zeit bis zur Antwort"), "", report.reports.median)
    objected = _("Einwände")
    yield _count(objected, _("eingegangen"), "", report.complaints.count)
    yield _count(objected, _("Entscheidung bleibt"), "", report.complaints.upheld)
    yield _count(objected, _("Entscheidung aufgehoben"), "", report.complaints.reversed)
    yield _hours(objected, _("Zeit bis zur Antwort"), "", report.complaints.median)
