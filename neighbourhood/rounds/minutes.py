"""The minutes of a round as a paper: who said what, what changed, what came of it."""

from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.clock import BERLIN
from commons.html import text_blocks
from commons.pdf import compile_pdf
from neighbourhood.rounds import registry
from neighbourhood.rounds.models import Round, RoundChange, RoundMessage
from neighbourhood.rounds.queries.rounds import Spoken, statements_in

GERMAN = Language.GERMAN.value
NAME = "niederschrift-runde-{pk}.pdf"


def compiled(row: Round) -> bytes:
    """As PDF for the file, from a round of `queries.rounds.with_everything`."""
    with translation.override(GERMAN):
        return compile_pdf("minutes.typ", _payload(row))


def _payload(row: Round) -> dict[str, Any]:
    procedure = registry.get(row.kind)
    ending = procedure.endings.get(row.result_code)
    footer = _("Runde %(pk)s · Bezirksamt %(district)s von Berlin")
    return {
        "title": row.title,
        "language": GERMAN,
        "author": _("Sozialraumorientierte Planungskoordination"),
        "footer": footer % {"pk": row.pk, "district": settings.DISTRICT_NAME},
        "kicker": _("Niederschrift: %(kind)s") % {"kind": procedure.label},
        "facts": _facts(row),
        "question": text_blocks(row.question),
        "places": [_place(party) for party in row.parties.all()],
        "statements": [_statement(spoken) for spoken in statements_in(row)],
        "messages": [_message(message) for message in row.messages.all()],
        "changes": [_change(change) for change in row.changes.all()],
        "ending": str(ending.label) if ending else "",
        "chosen": row.chosen.name if row.chosen else "",
        "result": text_blocks(row.result),
        "has_ended": not row.is_live,
        "is_cancelled": row.state == "cancelled",
    }


def _facts(row: Round) -> list[tuple[str, str]]:
    meeting = ""
    if row.meets_at is not None:
        parts = (_moment(row.meets_at), row.meets_where)
        meeting = ", ".join(part for part in parts if part)
    return [
        (_("Stadtteil"), row.region.name if row.region else _("ganzer Bezirk")),
        (_("Einberufen"), _moment(row.convened_at)),
        (_("Stellungnahmen bis"), _day(row.last_due)),  # type: ignore[attr-defined]  # of with_dates
        (_("Treffen"), meeting),
        (_("Stand"), row.get_state_display()),
        (_("Beendet"), _moment(row.ended_at) if row.ended_at else ""),
        (_("Gedruckt"), _moment(timezone.now())),
    ]


def _place(party: Any) -> list[str]:
    return [
        party.department.name,
        party.get_role_display(),
        party.get_state_display(),
        _day(party.due_day) or "–",
    ]


def _statement(spoken: Spoken) -> dict[str, Any]:
    newest = spoken.newest
    line = [_moment(newest.stated_at), newest.spoken_by, newest.reference]
    if spoken.earlier:
        count = len(spoken.earlier) + 1
        line.append(_("%(count)s. Fassung") % {"count": count})
    return {
        "department": spoken.party.department.name,
        "position": spoken.position,
        "line": " · ".join(part for part in line if part),
        "text": text_blocks(newest.text),
        "papers": [file.name for file in newest.files.all()],
    }


def _message(message: RoundMessage) -> list[str]:
    party = message.party
    who = party.department.name if party else _("SPK")
    by = f"{who} ({message.spoken_by})" if message.spoken_by else who
    return [_moment(message.said_at), by, message.text]


def _change(change: RoundChange) -> list[str]:
    what = str(change.get_kind_display())
    if change.from_day and change.to_day:
        what = f"{what}: {_day(change.from_day)} → {_day(change.to_day)}"
    if change.party:
        what = f"{what} ({change.party.department.name})"
    return [_moment(change.changed_at), what, change.reason]


def _day(day: Any) -> str:
    return formats.date_format(day, "j. F Y") if day else ""


def _moment(at: Any) -> str:
    return formats.date_format(timezone.localtime(at, BERLIN), "j. F Y, H:i")
