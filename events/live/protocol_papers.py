"""The protocol as PDF and as a table; the page shows the same `Minutes`."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _, ngettext, pgettext

from commons.accounts.enums import Language
from commons.clock import BERLIN
from commons.html import text_blocks
from commons.pdf import compile_pdf
from commons.tables import Cell
from commons.text import slugify_german
from events.live.models import Room
from events.live.queries.polls import Sheet
from events.live.queries.protocols import Asked, Minutes

GERMAN = Language.GERMAN.value


def name_of(room: Room, ending: str) -> str:
    day = timezone.localtime(room.occurrence.starts_at, BERLIN).date().isoformat()
    title = slugify_german(room.title) or "saal"
    return f"protokoll-{title}-{day}.{ending}"


def compiled(minutes: Minutes) -> bytes:
    with translation.override(GERMAN):
        return compile_pdf("protocol.typ", _payload(minutes))


def header() -> list[str]:
    more = pgettext("Protokoll", "Zusatz")
    return [_("Teil"), _("Text"), _("Stand"), _("Zahl"), more]


def rows(minutes: Minutes) -> Iterable[list[Cell]]:
    """One line for each thing, in the order of the page; figures as they are told."""
    yield [_("Veranstaltung"), minutes.room.title, "", "", when(minutes.room)]
    if minutes.protocol and minutes.protocol.summary:
        yield [_("Zusammenfassung"), minutes.protocol.summary, "", "", ""]
    yield [_("Anwesenheit"), _("mit Gerät dabei"), "", minutes.joined, ""]
    if minutes.room.people_in_hall is not None:
        hall = minutes.room.people_in_hall
        yield [_("Anwesenheit"), _("im Saal gezählt"), "", hall, ""]
    for item in minutes.agenda:
        yield [_("Tagesordnung"), item.title, "", item.position, _hour(item.begun_at)]
    for asked in minutes.questions:
        yield _question_row(asked)
    for sheet in minutes.polls:
        yield from _poll_rows(sheet)


def when(room: Room) -> str:
    start = timezone.localtime(room.occurrence.starts_at, BERLIN)
    end = timezone.localtime(room.occurrence.ends_at, BERLIN)
    first = formats.date_format(start, "j. F Y, H:i")
    last = formats.date_format(end, "H:i")
    return _("%(first)s bis %(last)s Uhr") % {"first": first, "last": last}


def _question_row(asked: Asked) -> list[Cell]:
    question = asked.question
    return [
        _("Frage"),
        question.text,
        question.get_state_display(),
        question.support_count,
        asked.idea.number if asked.idea else "",
    ]


def _poll_rows(sheet: Sheet) -> Iterable[list[Cell]]:
    if sheet.result is None:
        return
    poll = sheet.poll
    yield [_("Umfrage"), poll.question, sheet.result.turnout, "", poll.plain_line]
    for line in sheet.result.lines:
        count = line.bar.count
        told: Cell = line.words if count is None else count
        yield [_("Antwort"), line.option.label, "", told, ""]


def _payload(minutes: Minutes) -> dict[str, Any]:
    room = minutes.room
    summary = minutes.protocol.summary if minutes.protocol else ""
    return {
        "title": room.title,
        "language": GERMAN,
        "author": room.event.organiser_name,
        "kicker": _("Protokoll"),
        "footer": _("Bindeglied · Bezirk %(district)s")
        % {"district": settings.DISTRICT_NAME},
        "facts": _facts(minutes),
        "summary": text_blocks(summary),
        "agenda": [item.title for item in minutes.agenda],
        "answered": [_question(each) for each in minutes.answered],
        "open": [_question(each) for each in minutes.open],
        "polls": [_poll(sheet) for sheet in minutes.polls if sheet.result],
    }


def _facts(minutes: Minutes) -> list[tuple[str, str]]:
    room = minutes.room
    hall = room.people_in_hall
    return [
        (_("Wann"), when(room)),
        (_("Wo"), room.occurrence.place),
        (_("Veranstaltet von"), room.event.organiser_name),
        (_("Mit Gerät dabei"), str(minutes.joined)),
        (_("Im Saal gezählt"), str(hall) if hall is not None else ""),
    ]


def _question(asked: Asked) -> list[str]:
    count = asked.question.support_count
    support = ngettext("%(count)d Mensch", "%(count)d Menschen", count)
    idea = _("Idee %(number)s") % {"number": asked.idea.number} if asked.idea else ""
    return [asked.question.text, support % {"count": count}, idea]


def _poll(sheet: Sheet) -> dict[str, Any]:
    assert sheet.result is not None  # noqa: S101 -- asked for before
    return {
        "question": sheet.poll.question,
        "plain_line": sheet.poll.plain_line,
        "turnout": sheet.result.turnout,
        "lines": [[line.option.label, line.words] for line in sheet.result.lines],
    }


def _hour(at: Any) -> str:
    return formats.date_format(timezone.localtime(at, BERLIN), "H:i") if at else ""
