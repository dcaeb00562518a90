"""Papers for people without a screen: the receipt of an idea, the form to fill in."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from commons import qr
from commons.pdf import compile_pdf
from commons.spoken import day_in_words
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.queries import active_topics
from neighbourhood.pages.models import Contact
from neighbourhood.pages.queries import contact_for
from neighbourhood.regions.models import Region
from participation.ideas.forms import IdeaForm
from participation.ideas.forms.entering import EntryForm
from participation.ideas.models import Idea
from participation.ideas.rules import INTERIM_WORKING_DAYS
from participation.moderation.queries.promises import first_look_at

KEPT_FOR = timedelta(hours=12)
QR = "qr.png"
Words = str | Promise | None


@dataclass(frozen=True)
class Receipt:
    """What somebody takes home; `address` leads to the claim page, without the code."""

    idea: Idea
    code: str
    address: str
    steps: list[tuple[str, str]]
    contact: Contact | None


def receipt(idea: Idea, code: str) -> Receipt:
    """What happens next, with its dates."""
    first_look = first_look_at(idea)
    interim = due_after(first_look, INTERIM_WORKING_DAYS).day
    steps = [
        (
            _("Bis %(day)s") % {"day": day_in_words(first_look)},
            _("Wir lesen Ihre Idee."),
        ),
        (_("Danach"), _("Wir veröffentlichen sie, oder wir fragen bei Ihnen nach.")),
        (
            _("Bis %(day)s") % {"day": day_in_words(interim)},
            _("Wir sagen, welches Amt sie hat, auch wenn es noch keine Antwort gibt."),
        ),
    ]
    query = urlencode({"nummer": idea.number})
    address = f"{settings.BASE_URL}{reverse('ideas:idea-claim')}?{query}"
    return Receipt(idea, code, address, steps, contact_for(idea.region))


def receipt_pdf(idea: Idea, code: str) -> bytes:
    """Number, title, code and QR code; the code is never part of an address."""
    shown = receipt(idea, code)
    region = idea.region.name if idea.region else ""
    payload = {
        **_common(_("Quittung für Ihre Idee")),
        "number": idea.number,
        "idea": idea.title,
        "facts": [(_("Stadtteil"), region), (_("Thema"), idea.topic.name)],
        "facts_heading": _("Ihre Idee"),
        "code": code,
        "code_heading": _("Ihr Abholcode"),
        "code_help": _(
            "Mit Nummer und Abholcode sehen Sie nach, wie es steht, beantworten eine "
            "Rückfrage oder übernehmen die Idee in ein Konto. Geben Sie den Code "
            "niemandem."
        ),
        "address": shown.address,
        "qr_words": _("QR-Code: führt zur Seite, auf der Sie nachsehen können"),
        "steps_heading": _("So geht es weiter"),
        "steps": shown.steps,
        "contact_heading": _("Fragen? Rufen Sie uns an."),
        "contact": _contact_lines(shown.contact),
    }
    return compile_pdf("receipt.typ", payload, images={QR: qr.png(shown.address)})


def paper_form_pdf(language: str) -> bytes:
    """The form in one language; compiled anew only when its words have changed."""
    with translation.override(language):
        payload = _paper_form(language)
        words = json.dumps(payload, sort_keys=True).encode()
        key = f"paper-form:{hashlib.sha256(words).hexdigest()}"
        known: bytes | None = cache.get(key)
        if known is None:
            known = compile_pdf("paper_form.typ", payload)
            cache.set(key, known, KEPT_FOR.total_seconds())
    return known


def _paper_form(language: str) -> dict[str, Any]:
    """The same labels, helps and choices that the form on the screen has."""
    return {
        **_common(_("Ihre Idee für den Stadtteil")),
        "language": language,
        "lead": _(
            "Was soll sich in Ihrem Stadtteil ändern? Schreiben Sie es auf, gern in "
            "Ihrer Sprache. Wir lesen alles und sagen Ihnen, was daraus wird."
        ),
        **_questions(),
        **_wanted_answer(),
        **_consent(),
        "return_heading": _("Hier geben Sie den Bogen ab"),
        "return": _contact_lines(contact_for(None), with_room=True),
    }


def _questions() -> dict[str, Any]:
    idea = IdeaForm.base_fields
    return {
        "boxes": [
            _box(idea["title"].label, idea["title"].help_text, lines=2),
            _box(idea["text"].label, idea["text"].help_text, lines=11),
            _box(idea["place_kind"].label, idea["place_note"].help_text, lines=2),
        ],
        "choices": [
            _choice(idea["topic"].label, _topics()),
            _choice(idea["region"].label, _regions()),
        ],
        "one": _("Bitte eines ankreuzen."),
    }


def _wanted_answer() -> dict[str, Any]:
    entry = EntryForm.base_fields
    return {
        "way": _choice(
            _("Wie möchten Sie erfahren, was aus Ihrer Idee wird?"),
            [label for _key, label in _ways()],
        ),
        "lines": [
            _box(entry[name].label, "", lines=1)
            for name in (
                "recipient_name",
                "recipient_street",
                "recipient_town",
                "recipient_phone",
                "recipient_time",
                "recipient_mail",
            )
        ],
        "lines_help": _(
            "Füllen Sie nur aus, was wir für die Antwort brauchen. Name, Anschrift, "
            "Telefon und E-Mail werden nicht veröffentlicht."
        ),
    }


def _consent() -> dict[str, Any]:
    return {
        "consent_heading": _("Einverstanden?"),
        "consent": _(
            "Ich bin einverstanden, dass Titel, Beschreibung und Bilder auf der "
            "Plattform veröffentlicht werden, ohne meinen Namen. Ich kann das "
            "jederzeit bei der SPK zurücknehmen."
        ),
        "signature": _("Datum und Unterschrift"),
    }


def _ways() -> list[tuple[Any, Any]]:
    return list(EntryForm.base_fields["way"].choices)  # type: ignore[attr-defined]  # the stubs know only Field


def _topics() -> list[str]:
    return [str(name) for name in active_topics().values_list("name", flat=True)]


def _regions() -> list[str]:
    return list(Region.objects.order_by("number").values_list("name", flat=True))


def _box(label: Words, words: Words, *, lines: int) -> dict[str, Any]:
    return {"label": str(label), "help": str(words), "lines": lines}


def _choice(label: Words, entries: list[Any]) -> dict[str, Any]:
    return {"label": str(label), "entries": [str(entry) for entry in entries]}


def _common(title: str) -> dict[str, Any]:
    office = _("Sozialraumorientierte Planungskoordination")
    district = _("Bezirksamt %(district)s von Berlin") % {
        "district": settings.DISTRICT_NAME
    }
    return {
        "title": title,
        "language": translation.get_language() or "de",
        "author": office,
        "footer": f"{office} · {district}",
    }


def _contact_lines(contact: Contact | None, *, with_room: bool = False) -> list[str]:
    if contact is None:
        return []
    lines = [contact.unit, contact.phone, contact.hours, contact.email]
    if with_room:
        lines.insert(1, contact.room)
    return [line for line in lines if line]
