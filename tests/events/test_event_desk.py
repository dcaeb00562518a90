"""Events at the desk: what is read there, found by number, told, and blackened."""

import pytest

from commons.accounts.visitors import visitor_for
from commons.blackening import MARK
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.verbs.models import Happening
from events.calendar.enums import Organiser
from events.calendar.models import Event
from events.calendar.queries.inviting import Inviter
from events.calendar.services import cancelling, series
from participation.moderation import services as moderation
from participation.moderation.enums import Blackened, Publication, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.queries import redaction as queries
from participation.moderation.queries.finding import find
from participation.moderation.queries.redaction import Cut
from participation.moderation.services.redaction import Wish, redact
from participation.moderation.services.undoing import undo
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.events import EventFactory, announced
from tests.factories.networks import make_house
from tests.participation.deciding import ruling
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db
BIRD = "Tirili"


def waiting(**fields):
    inviter = Inviter(Organiser.ACTOR, actor=make_house(is_verified=False))
    return announced(inviter=inviter, **fields)


def test_the_desk_reads_everything_the_secret_link_too(client, sign_in):
    waiting(
        access_note="Rampe im Hof",
        bring="Eine Tasse",
        contact_phone="030 1234",
        consent_text="Fotos sind in Ordnung",
        is_online=True,
        online_url="https://raum.example/geheim",
        takes_registrations=True,
    )
    item = QueueItem.objects.open().get()

    text = sign_in(client, make_staff()).get(item.get_absolute_url()).text

    shown = ("Rampe im Hof", "Eine Tasse", "030 1234", "Fotos sind", "raum.example")
    assert [words for words in shown if words not in text] == []


def test_it_is_found_by_its_number():
    event = EventFactory()

    assert find(visitor_for(make_staff()), f"V-{event.pk}") == event


def test_its_author_hears_of_the_decision_and_nobody_else():
    event = waiting()

    moderation.decide_directly(event, by=make_staff(), **ruling(Verdict.PUBLISH))
    past_undoing()
    for pk in Happening.objects.filter(verb="event.published").values_list("pk"):
        notifications.expand(*pk)

    told = Notification.objects.filter(happening__verb="event.published")
    assert set(told.values_list("user", "reason")) == {(event.author_id, "author")}


def test_a_decision_is_undone_at_once():
    event, desk = waiting(), make_staff()
    item = QueueItem.objects.open().get()
    decision = moderation.decide(item, by=desk, **ruling(Verdict.PUBLISH))

    undo(decision, by=desk)

    event.refresh_from_db()
    assert event.publication == Publication.SUBMITTED


def test_blackened_words_are_gone_from_every_copy():
    event = announced(
        title=f"Fest mit {BIRD}",
        text=f"Fragen Sie {BIRD} danach.",
        place_text=f"Bei {BIRD}",
        bring=BIRD,
        lon=13.4,
        lat=52.5,
    )
    cancelling.cancel_event(event, reason=f"{BIRD} ist krank", by=UserFactory())
    event.refresh_from_db()
    (words,) = [each for each in queries.texts_of(event) if each.key == "text"]
    marked = [word.text.strip(".,") for word in queries.words_on_page(words, [])]
    place = marked.index(BIRD)

    cut = Cut("text", place, place, Blackened.NAME)
    redact(event, Wish(version=event.version, cuts=(cut,), text=""), by=make_staff())

    event = Event.objects.get()
    date = event.occurrences.get()
    kept = [event.title, event.text, event.bring, event.slug, event.place_text]
    kept += [event.cancel_reason, date.cancel_reason]
    kept += [str(each.content) for each in event.snapshots.all()]
    assert [words for words in kept if BIRD.lower() in words.lower()] == []
    assert MARK.search(event.text)
    assert (event.lon, event.lat) == (None, None)


def test_a_series_that_waits_has_its_dates_for_the_desk():
    event = waiting(rrule="FREQ=WEEKLY;COUNT=3")

    assert (event.occurrences.count(), series.expand(event)) == (3, [])
