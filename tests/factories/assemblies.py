"""An event with everything that hangs on it, for the matrix of routes and roles."""

from django.utils import timezone

from commons.links import services as links
from events.calendar.keys import link_for
from events.calendar.models import Aftermath, Registration
from events.calendar.registration_states import FieldKind, RegistrationState
from events.calendar.services import personal_calendar
from events.calendar.tickets import ticket_of
from events.live.models import Room
from events.live.poll_states import PollState
from neighbourhood.departments.models import Topic
from tests.factories import sources
from tests.factories.actors import ActorFactory, make_member
from tests.factories.events import EventFactory, at
from tests.factories.polls import PollFactory, ProtocolFactory
from tests.factories.registrations import make_field, make_registration, open_date
from tests.factories.rooms import (
    AgendaItemFactory,
    QuestionFactory,
    RoomFactory,
    account_in,
)


def small_world(region, author, guest):
    """`author` speaks for the house that invites, `guest` comes and asks.

    The room is open, and nobody has joined but `guest`; of two that have ended, one
    has a protocol that everybody reads, the other one that is being written.
    """
    house = ActorFactory(region=region, verified=True)
    make_member(house, user=author)
    ours = {"region": region, "actor": house, "author": author}
    date = open_date(**ours)
    make_field(date.event, kind=FieldKind.LONG)
    held = make_registration(date, user=guest)
    room = RoomFactory(occurrence=date)
    question = QuestionFactory(room=room, participant=account_in(room, guest))
    return {
        "event": date.event_id,
        "event_slug": date.event.slug,
        "occurrence": date.pk,
        "past_occurrence": _told_of(_past(ours), author).pk,
        "roomless": open_date(**ours).pk,
        "topic_key": Topic.objects.order_by("pk").values_list("key", flat=True)[0],
        "feed_token": personal_calendar.renew(by=guest),
        "embedding": house.pk,
        **sources.small_world(region, author),
        **_registered(date, held),
        "room": room.pk,
        "room_code": room.code,
        "room_question": question.pk,
        "agenda_item": AgendaItemFactory(room=room).pk,
        "poll": PollFactory(room=room).pk,
        "prepared_poll": PollFactory(room=room, state=PollState.PREPARED).pk,
        "told_room": _ended(ours, is_told=True).pk,
        "ended_room": _ended(ours, is_told=False).pk,
    }


def _registered(date, held) -> dict:
    begun = make_registration(date, state=RegistrationState.UNPROVEN)
    return {
        "registration": held.pk,
        "registration_key": Registration.objects.get(pk=begun.pk).draft_id,
        "registration_link": links.token_of(link_for(held)),
        "ticket": ticket_of(held),
    }


def _past(ours):
    return EventFactory(starts_at=at(-2), **ours).occurrences.get()


def _told_of(date, author):
    """What came of it is written down, and waits for the SPK."""
    Aftermath.objects.create(
        occurrence=date,
        author=author,
        results="Wir haben zwei Bänke gebaut.",
        version=1,
        edited_at=timezone.now(),
    )
    return date


def _ended(ours, *, is_told) -> Room:
    """A room that has ended, with its protocol."""
    room = RoomFactory(occurrence=_past(ours), state="closed")
    made = ProtocolFactory(room=room)
    if is_told:
        made.published_at = made.written_at
        made.save(update_fields=["published_at"])
    return room
