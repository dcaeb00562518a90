"""Letters on paper: the words of the mail, set so that the address shows in a window.

Everything enters typst as JSON strings, names and addresses too: never as markup.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commons.clock import berlin_date
from commons.delivery import addressees, renderers, services
from commons.delivery.models import Delivery
from commons.pdf import compile_pdf

GERMAN = "de"


@dataclass(frozen=True)
class Sender:
    """Whose letter it is: an office, never a person."""

    unit: str
    room: str = ""
    phone: str = ""
    hours: str = ""
    email: str = ""


_senders: list[Callable[[int | None], Sender | None]] = []


def register_sender(find: Callable[[int | None], Sender | None]) -> None:
    """`find` gives the office of a region; one app alone knows the offices."""
    _senders[:] = [find]


def sender_of(region_id: int | None) -> Sender | None:
    return _senders[0](region_id) if _senders else None


def set_letters(
    letters: Iterable[Delivery], *, on_done: Callable[[int], None] | None = None
) -> bytes:
    """One PDF with all letters; those whose cause is gone are taken back.

    Args:
        on_done: is told after each letter how many are set.
    """
    pages = []
    for number, letter in enumerate(letters, start=1):
        page = _page(letter)
        if page is not None:
            pages.append(page)
        if on_done is not None:
            on_done(number)
    if not pages:
        pages.append(_nothing())
    payload = {
        "title": _("Briefe"),
        "language": GERMAN,
        "author": _("Sozialraumorientierte Planungskoordination"),
        "letters": pages,
    }
    return compile_pdf("letter.typ", payload)


def words_of(letter: Delivery) -> renderers.Rendered | None:
    """What it says, in the reader's language; None if there is nothing to say."""
    try:
        return renderers.get(letter.renderer)(letter)
    except renderers.Withdrawn:
        return None


def _page(letter: Delivery) -> dict[str, Any] | None:
    words, addressee = words_of(letter), addressees.find(letter.to_address)
    if words is None or addressee is None:
        services.recall(letter)
        return None
    sender = sender_of(letter.region_id)
    with translation.override(words.language):
        return {
            "language": words.language,
            "recipient": addressee.lines,
            "return_line": _return_line(sender),
            "sender": _sender_lines(sender),
            "date": date_format(berlin_date(timezone.now()), "j. F Y"),
            "subject": words.subject,
            "greeting": _("Guten Tag,"),
            "paragraphs": [part for part in words.text.split("\n\n") if part.strip()],
            "closing": _("Mit freundlichen Grüßen"),
            "signature": _("Ihre Sozialraumorientierte Planungskoordination"),
            "page": _("Seite"),
        }


def _nothing() -> dict[str, Any]:
    """All causes fell away meanwhile: a page that says so, instead of no PDF."""
    return {
        "language": GERMAN,
        "recipient": [],
        "return_line": "",
        "sender": [],
        "date": "",
        "subject": _("Kein Brief mehr zu verschicken"),
        "greeting": "",
        "paragraphs": [_("Der Anlass dieser Briefe ist inzwischen weggefallen.")],
        "closing": "",
        "signature": "",
        "page": _("Seite"),
    }


def _sender_lines(sender: Sender | None) -> list[str]:
    district = _("Bezirksamt %(district)s von Berlin") % {
        "district": settings.DISTRICT_NAME
    }
    if sender is None:
        return [district]
    lines = [sender.unit, district, sender.room, sender.phone, sender.hours]
    return [line for line in (*lines, sender.email) if line]


def _return_line(sender: Sender | None) -> str:
    """The small line above the address: where the letter goes back to."""
    office = _("Bezirksamt %(district)s") % {"district": settings.DISTRICT_NAME}
    room = sender.room if sender else ""
    return " · ".join(part for part in (office, "SPK", room) if part)
