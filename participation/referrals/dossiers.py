"""The paper that goes with a referral: everything about the idea, frozen as PDF/UA."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from commons.accounts.models import User
from commons.clock import berlin_date, berlin_today
from commons.files import services as files
from commons.files.models import StoredFile
from commons.html import text_blocks
from commons.pdf import compile_pdf
from neighbourhood.departments.queries.cards import card_for
from neighbourhood.pages.models import Contact
from participation.ideas.models import Idea
from participation.ideas.queries import translations
from participation.moderation.screening import languages
from participation.referrals.letters import GERMAN, Letter, german_day

PURPOSE = "dossier"


def compiled(letter: Letter) -> bytes:
    """The dossier as PDF."""
    pictures = list(letter.idea.images.select_related("stored_file"))
    images = {
        _image_name(image.position): files.read(image.stored_file) for image in pictures
    }
    with translation.override(GERMAN):
        return compile_pdf("dossier.typ", _payload(letter, pictures), images=images)


def stored(letter: Letter, *, by: User | None) -> StoredFile:
    """Freeze the dossier; whoever may see the referral may read it."""
    name = f"{letter.idea.number}-{letter.department.key}.pdf"
    return files.store_bytes(
        name, compiled(letter), "application/pdf", by=by, purpose=PURPOSE
    )


def _payload(letter: Letter, pictures: list[Any]) -> dict[str, Any]:
    idea = letter.idea
    return {
        "title": idea.title,
        "language": GERMAN,
        "author": _("Sozialraumorientierte Planungskoordination"),
        "footer": _("%(number)s · Bezirksamt %(district)s von Berlin")
        % {"number": idea.number, "district": settings.DISTRICT_NAME},
        "number": idea.number,
        "department": letter.department.name,
        "is_lead": letter.is_lead,
        "has_link": letter.department.has_mailbox,
        "due": german_day(letter.due_on),
        "cover_note": text_blocks(letter.cover_note),
        "pictures": [
            {"name": _image_name(image.position), "caption": image.alt_text}
            for image in pictures
        ],
        "contact": contact_lines(letter.contact),
        **case_of(letter),
    }


def case_of(letter: Letter) -> dict[str, Any]:
    """What the paper says of the idea itself; one paper may hold several."""
    idea = letter.idea
    return {
        "facts": _facts(letter),
        "text": text_blocks(idea.text),
        "original": languages.name_of(idea.language) if idea.language else "",
        "translations": _translations(idea),
        "card": _card(letter),
        "address": f"{settings.BASE_URL}{idea.get_absolute_url()}",
    }


def _translations(idea: Idea) -> list[dict[str, Any]]:
    """Beside a text in another language; the original counts."""
    return [
        {
            "language": languages.name_of(row.language),
            "title": row.title,
            "text": text_blocks(row.text),
        }
        for row in translations.current_of(idea)
    ]


def _facts(letter: Letter) -> list[tuple[str, str]]:
    idea = letter.idea
    facts = [
        (_("Nummer"), idea.number),
        (_("Thema"), idea.topic.name),
        (_("Stadtteil"), idea.region.name if idea.region else ""),
        (_("Planungsraum"), idea.planning_area.name if idea.planning_area else ""),
        (_("Ort"), idea.place_text),
        (_("Koordinaten"), _coordinates(idea)),
        (_("Eingereicht"), german_day(berlin_date(idea.submitted_at))),
        (_("Veröffentlicht"), _published(idea)),
        (_("Unterstützungen"), str(idea.total_support)),
        (_("Weitergeleitet"), german_day(letter.referred_on or berlin_today())),
        (_("An"), f"{letter.department.name} ({letter.role.label})"),
    ]
    return [(name, value) for name, value in facts if value]


def _card(letter: Letter) -> dict[str, Any] | None:
    """What the author could read beforehand: the Amt should know that, and mend it."""
    idea = letter.idea
    card = card_for(idea.title, idea.text, idea.topic_id)
    if card is None:
        return None
    checked = _("vom Amt noch nicht bestätigt")
    if card.checked_on is not None and not card.is_example:
        checked = _("geprüft am %(day)s") % {"day": german_day(card.checked_on)}
    return {
        "title": card.title,
        "in_short": card.in_short,
        "checked": checked,
        "facts": [
            (_("Wer entscheidet"), card.who_decides),
            (_("Dauer"), card.usual_time),
            (_("Kosten"), card.usual_cost),
        ],
        "can": text_blocks(card.district_can),
        "cannot": text_blocks(card.district_cannot),
    }


def _published(idea: Idea) -> str:
    if idea.published_at is None:
        return ""
    return german_day(berlin_date(idea.published_at))


def _coordinates(idea: Idea) -> str:
    """As the district's own maps ask for them, and as a telephone does."""
    if idea.lon is None or idea.lat is None:
        return ""
    degrees = f"{idea.lat:.5f} N, {idea.lon:.5f} O"
    if idea.east_m is None or idea.north_m is None:
        return degrees
    return f"{degrees}; ETRS89/UTM 33N {idea.east_m:.0f} O, {idea.north_m:.0f} N"


def contact_lines(contact: Contact | None) -> list[str]:
    if contact is None:
        return []
    return [line for line in (contact.unit, contact.phone, contact.email) if line]


def _image_name(position: int) -> str:
    return f"bild-{position}.jpg"
