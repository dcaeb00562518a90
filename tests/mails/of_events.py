"""Samples of what is told of events, partners' calendars and rooms."""

from django.utils import timezone

from commons.notifications.services import follow
from events.calendar.source_states import SourceProblem, SourceState
from participation.moderation.enums import Verdict
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, make_member
from tests.factories.departments import TopicFactory
from tests.factories.events import EventFactory
from tests.factories.ideas import DecisionFactory
from tests.factories.networks import make_network
from tests.factories.polls import ProtocolFactory
from tests.factories.registrations import make_registration
from tests.factories.rooms import QuestionFactory, RoomFactory, account_in
from tests.factories.sources import CalendarSourceFactory
from tests.mails.of_ideas import decided
from tests.mails.samples import title, verb

# What a verdict makes of an event; of a question in a room, what it can make of it.
OF_EVENTS = (
    *("changes_requested", "declined", "redirected", "hidden", "restored"),
    *("removed", "taken_back"),
)
OF_QUESTIONS = ("declined", "hidden", "restored", "removed", "taken_back")


def _event(**fields):
    """Of somebody with an account, and with everybody around it who may hear."""
    made = EventFactory(title=title()[:120], **fields)
    follow(UserFactory(), made)
    return made


def _waited_for(event):
    """People who follow what it belongs to."""
    topic = TopicFactory()
    event.topics.add(topic)
    for thing in (event.region, topic, event.actor or event.network):
        if thing is not None:
            follow(UserFactory(), thing)
    return event


@verb(*(f"event.{word}" for word in OF_EVENTS))
def of_a_decision(key):
    yield decided(_event(), "event", key.rsplit(".", 1)[1])


@verb("event.published")
def published(_key):
    network, _coordinator = make_network(name=title()[:120])
    for made in (_event(), _event(organiser="network", actor=None, network=network)):
        plain = dict.fromkeys(("reason", "basis", "facts", "text"), "")
        decision = DecisionFactory(
            kind="event", target_id=made.pk, verdict=Verdict.PUBLISH, **plain
        )
        yield _waited_for(made), {"decision": decision.pk}


@verb(
    *("event.changed", "event.occurrence_moved", "event.occurrence_cancelled"),
    *("event.reinstated", "event.occurrence_reinstated"),
)
def changed(_key):
    yield _event(), {}
    yield _event(is_online=True, place_text=""), {}


@verb("event.cancelled")
def cancelled(_key):
    off = {
        "cancelled_at": timezone.now(),
        "cancel_reason": "Der Saal ist *nass* & kalt.",
    }
    yield _event(**off), {}


@verb("aftermath.asked_for")
def asked_what_came_of_it(_key):
    house = ActorFactory()
    make_member(house)
    for event in (_event(actor=house), _event(organiser="spk", actor=None)):
        yield event.occurrences.get(), {}


@verb("calendar_source.failed", "calendar_source.stopped")
def of_a_calendar(key):
    house = ActorFactory(name=title()[:120], verified=True)
    make_member(house)
    if key == "calendar_source.stopped":
        yield CalendarSourceFactory(actor=house, state=SourceState.STOPPED), {}
        return
    for problem in filter(None, SourceProblem):
        yield _silent(house, problem), {}


def _silent(house, problem):
    return CalendarSourceFactory(
        actor=house, problem=problem, failing_since=timezone.now()
    )


def _question():
    """Of somebody with an account, in a room of an event."""
    room = RoomFactory(occurrence=_event().occurrences.get())
    return QuestionFactory(room=room, participant=account_in(room, UserFactory()))


@verb(*(f"room_question.{word}" for word in OF_QUESTIONS))
def of_a_question(key):
    yield decided(_question(), "room_question", key.rsplit(".", 1)[1])


@verb("room_question.idea_wished")
def wished(_key):
    yield _question(), {}


@verb("protocol.published")
def protocol(_key):
    date = _event().occurrences.get()
    for user in (UserFactory(), None):
        make_registration(date, user=user)
    made = ProtocolFactory(
        room=RoomFactory(occurrence=date, state="closed"), published_at=timezone.now()
    )
    account_in(made.room, UserFactory())
    yield made, {}
