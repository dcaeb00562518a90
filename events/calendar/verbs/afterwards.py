"""What stays of a date: who is asked for it, and who is told that it is there."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Params, Recipient, Told, Verb
from events.calendar.models import Occurrence
from events.calendar.queries.generations import of_page
from events.calendar.wording import when
from participation.actors.queries.people import speaker_ids
from participation.moderation.letters import Letter, told

ORGANISER = "event_organiser"
ASKED = Letter(
    line=_("Was wurde aus „%(title)s“?"),
    subject=_("Was wurde aus „%(title)s“?"),
    text=_(
        "„%(title)s“ (%(when)s) ist vorbei. Schreiben Sie in ein paar Sätzen auf, was "
        "herausgekommen ist: Wer nicht da war, liest es gern nach, und wer da war, "
        "sieht, dass es weitergeht. Auch Bilder und ein Protokoll passen dazu."
    ),
    action=_("Aufschreiben"),
)


def organisers_of(occurrence: Occurrence, _params: Params) -> Iterable[Recipient]:
    """Whoever speaks for the actor, else who announced it."""
    event = occurrence.event
    ids = speaker_ids(event.actor) if event.actor else []
    if not ids and event.author_id is not None:
        ids = [event.author_id]
    for user_id in ids:
        yield Recipient(user_id=user_id, reason=ORGANISER)


def tell_organiser(
    occurrence: Occurrence, _params: Params, _who: Recipient
) -> Told | None:
    event = occurrence.event
    if not event.is_public or occurrence.is_cancelled:
        return None
    words = {"title": event.title, "when": when(occurrence)}
    url = reverse("calendar:aftermath-edit", args=[occurrence.pk])
    return told(ASKED, words, url=url)


def _page(occurrence: Occurrence) -> list[str]:
    return of_page(occurrence.event_id)[:1]


VERBS = (
    Verb(
        "aftermath.asked_for",
        words=_("hat gefragt, was aus einer Veranstaltung wurde"),
        audience=organisers_of,
        tell=tell_organiser,
    ),
    Verb(
        "aftermath.written",
        words=_("hat aufgeschrieben, was aus einer Veranstaltung wurde"),
        generations=_page,
    ),
    Verb(
        "aftermath.handed_in",
        words=_("hat eingereicht, was aus einer Veranstaltung wurde"),
        generations=_page,
    ),
    Verb(
        "aftermath.released",
        words=_("hat freigegeben, was aus einer Veranstaltung wurde"),
        generations=_page,
    ),
)
