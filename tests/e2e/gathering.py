"""Events for the world, with everything that hangs on them, and a room that is open."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from commons.links import services as links
from events.calendar.keys import link_for
from events.calendar.registration_states import FieldKind, RegistrationState
from events.calendar.tickets import ticket_of
from events.live.enums import Moderation, QuestionState
from events.live.poll_states import PollKind, PollState
from participation.actors.enums import Access
from participation.moderation.enums import Publication
from tests.e2e.words import LONG
from tests.factories.actors import make_member
from tests.factories.events import EventFactory, OccurrenceFactory, at
from tests.factories.networks import make_house
from tests.factories.polls import PollFactory, ProtocolFactory, cast_many
from tests.factories.registrations import (
    fill as fill_up,
    make_field,
    make_registration,
    open_date,
)
from tests.factories.rooms import (
    AgendaItemFactory,
    QuestionFactory,
    QuestionSupportFactory,
    RoomFactory,
    account_in,
)
from tests.factories.sources import CalendarSourceFactory

# Buttons, files, and what scripts and calendar programs ask for.
NO_PAGES = {
    *("calendar:event-map-part", "calendar:event-spots", "calendar:sheet-pdf"),
    *("calendar:feed-all", "calendar:feed-region", "calendar:feed-topic"),
    *("calendar:feed-actor", "calendar:feed-network", "calendar:feed-own"),
    *("calendar:occurrence-calendar", "calendar:occurrence-data"),
    *("calendar:occurrence-show", "calendar:event-short"),
    *("calendar:event-photo-add", "calendar:event-papers-add"),
    *("calendar:event-files-remove", "calendar:personal-calendar-close"),
    *("calendar:registration-resend", "calendar:registration-accept"),
    *("calendar:registration-calendar", "calendar:registration-ticket"),
    *("calendar:registration-csv", "calendar:registration-tick"),
    *("calendar:registration-open", "calendar:registration-close"),
    *("calendar:aftermath-picture", "calendar:aftermath-take-off"),
    *("calendar:aftermath-release", "calendar:source-pause"),
    *("calendar:source-resume", "calendar:source-read"),
    *("live:room-snapshot", "live:room-code", "live:room-qr", "live:room-own"),
    *("live:room-join", "live:question-create", "live:question-support"),
    *(
        "live:room-create",
        "live:room-open",
        "live:room-close",
        "live:room-count",
        "live:agenda-go",
    ),
    *("live:question-put", "live:poll-vote", "live:poll-drop", "live:poll-step"),
    *("live:protocol-publish", "live:protocol-pdf", "live:protocol-csv"),
    "live:question-turn-ask",
}
# tests/e2e/test_registration.py: the code lies in a mail.
ON_THE_WAY = {"calendar:registration-code"}


@transaction.atomic  # seats are counted under a lock
def fill(world):
    resident, moderator = world.people["resident"], world.people["moderator"]
    house = make_house(
        name="Begegnungsstätte am Platz", website="https://haus.example/"
    )
    make_member(house, user=resident)
    ours = {
        "region": world.ideas["published"].region,
        "actor": house,
        "author": resident,
        "text": LONG,
    }
    date = _date(ours)
    _of_events(world, date, house, ours)
    _of_registrations(world, date, resident)
    _of_afterwards(world, ours)
    _of_sources(world, house, resident)
    _of_rooms(world, _assembly(date, resident), resident)
    world.pages["coordinator"] |= {
        "anmeldung-regeln": reverse("calendar:registration-terms")
    }
    world.pages["moderator"] |= {
        "veranstaltung-im-dienst": date.event.get_absolute_url(),
        "kalender-der-partner-im-dienst": reverse("calendar:source-list"),
        "frage-zur-idee-im-dienst": _live(
            "question-turn", QuestionFactory(room=_past_room(ours)[0])
        ),
    }
    make_registration(date, user=moderator)


def _date(ours):
    date = open_date(
        capacity=30,
        title="Stadtteilversammlung mit einem langen Namen im Gemeindesaal am Platz",
        is_online=True,
        online_url="https://saal.example/x",
        access=[Access.STEP_FREE, Access.TOILET],
        most_companions=3,
        consent_text="Im Saal werden Fotos gemacht.",
        bring="Stift und Papier",
        costs="Spende für den Saal",
        is_free=False,
        **ours,
    )
    OccurrenceFactory(event=date.event, starts_at=at(14))
    for kind in FieldKind:
        options = ["Ja, mit Fleisch", "Ja, ohne"] if kind == FieldKind.CHOICE else []
        make_field(date.event, f"Frage: {kind.label}", kind, options=options)
    return date


def _of_events(world, date, house, ours):
    event = date.event
    called_off = EventFactory(
        title="Fällt leider aus",
        cancelled_at=timezone.now(),
        occurrence__cancelled_at=timezone.now(),
        occurrence__cancel_reason="Der Saal ist gesperrt.",
        **ours,
    )
    whole = EventFactory(
        title="Tag der offenen Tür",
        starts_at=at(3, 0),
        occurrence__ends_at=at(4, 0),
        **ours,
    )
    full = fill_up(open_date(capacity=2, **ours))
    waiting = EventFactory(publication=Publication.SUBMITTED, **ours)
    world.pages["anonymous"] |= {
        "veranstaltungen": reverse("calendar:event-list"),
        "veranstaltungen-leer": reverse("calendar:event-list") + "?q=gibtesnicht",
        "veranstaltungen-monat": reverse("calendar:event-month"),
        "veranstaltungen-karte": reverse("calendar:event-map"),
        "veranstaltung": event.get_absolute_url(),
        "veranstaltung-abgesagt": called_off.get_absolute_url(),
        "veranstaltung-ganztags": whole.get_absolute_url(),
        "veranstaltung-ausgebucht": full.event.get_absolute_url(),
        "veranstaltung-anmelden": _at("occurrence-register", date),
        "veranstaltungen-eingebettet": _at("embed-show", house),
    }
    world.pages["resident"] |= {
        "veranstaltung-neu": reverse("calendar:event-create"),
        "veranstaltungen-meine": reverse("calendar:event-mine"),
        "veranstaltung-eigene": event.get_absolute_url(),
        "veranstaltung-wartet": waiting.get_absolute_url(),
        "veranstaltung-aendern": _at("event-edit", event),
        "veranstaltung-termine": _at("event-dates", event),
        "veranstaltung-termin-neu": _at("occurrence-add", event),
        "veranstaltung-verlegen": _at("occurrence-move", date),
        "veranstaltung-termin-absagen": _at("occurrence-cancel", date),
        "veranstaltung-doch": _at("event-reinstate", called_off),
        "veranstaltung-termin-doch": _at(
            "occurrence-reinstate", called_off.occurrences.first()
        ),
        "veranstaltung-absagen": _at("event-cancel", event),
        "veranstaltung-zurueckziehen": _at("event-withdraw", waiting),
        "veranstaltung-dateien": _at("event-files", event),
        "veranstaltungen-einbetten": _at("embed-help", house),
        "eigener-kalender": reverse("calendar:personal-calendar"),
    }


def _of_registrations(world, date, resident):
    held = make_registration(date, user=resident, party=2)
    offered = make_registration(
        open_date(), user=resident, state=RegistrationState.OFFERED
    )
    guest = make_registration(date, name="Jemand mit einem ziemlich langen Namen")
    make_registration(date, state=RegistrationState.WAITING)
    world.pages["anonymous"] |= {
        "anmeldung-link": _at("registration-link", links.token_of(link_for(guest)))
    }
    world.pages["resident"] |= {
        "anmeldungen-meine": reverse("calendar:registration-mine"),
        "anmeldung": _at("registration-show", held),
        "anmeldung-angeboten": _at("registration-show", offered),
        "anmeldung-abmelden": _at("registration-cancel", held),
        "anmeldung-aendern": _at("registration-change", held),
        "anmeldungen": _at("registration-list", date),
        "anmeldungen-drucken": _at("registration-print", date),
        "einlass": _at("registration-check-in", date, ticket_of(guest)),
        "anmeldung-streichen": _at("registration-dismiss", guest),
        "anmeldung-fragen": _at("registration-fields", date.event),
    }


def _of_afterwards(world, ours):
    world.pages["resident"] |= {
        "veranstaltung-danach": _at(
            "aftermath-edit", EventFactory(starts_at=at(-2), **ours).occurrences.get()
        ),
    }


def _of_sources(world, house, resident):
    source = CalendarSourceFactory(
        actor=house, created_by=resident, next_at=timezone.now() + timedelta(days=9)
    )
    world.pages["resident"] |= {
        "kalender-der-partner": reverse("calendar:source-list"),
        "kalender-eines-partners": _at("source-show", source),
        "kalender-trennen": _at("source-disconnect", source),
    }


def _assembly(date, resident):
    room = RoomFactory(
        occurrence=date, moderation=Moderation.BEFORE, takes_questions=True
    )
    account_in(room, resident)
    for number, title in enumerate(("Begrüßung", "Ihre Fragen", "Wie es weitergeht")):
        now = {"is_current": True, "begun_at": timezone.now()} if number == 1 else {}
        AgendaItemFactory(room=room, title=title, **now)
    for state in QuestionState:
        question = QuestionFactory(room=room, state=state)
    QuestionSupportFactory.create_batch(3, question=question)
    cast_many(PollFactory(room=room), Ja=7, Nein=3)
    shown = PollFactory(room=room)
    cast_many(shown, Ja=6, Nein=9)
    shown.state, shown.closed_at, shown.shown_at = (
        PollState.SHOWN,
        timezone.now(),
        timezone.now(),
    )
    shown.save()
    PollFactory(room=room, state=PollState.PREPARED, kind=PollKind.MULTIPLE)
    return room


def _of_rooms(world, room, resident):
    ours = {
        "region": room.event.region,
        "actor": room.event.actor,
        "author": resident,
    }
    told, writing = _past_room(ours)
    asked = room.questions.filter(state=QuestionState.OPEN)[0]
    own = QuestionFactory(room=told, participant=account_in(told, resident))
    world.pages["anonymous"] |= {
        "saal-betreten": reverse("live:room-enter"),
        "saal-fremd": _live("room-show", room),
        "saal-leinwand": _live("room-screen", room),
        "protokoll": _live("protocol-show", told),
    }
    world.pages["resident"] |= {
        "saal": _live("room-show", room),
        "saal-moderation": _live("room-moderate", room),
        "saal-helfen": _live("room-help", room),
        "saal-regeln": _live("room-edit", room),
        "saal-tagesordnung": _live("agenda-edit", room),
        "saal-verbergen": _live("question-hide", asked),
        "saal-zusammenfuehren": _live("question-merge", asked),
        "umfragen": _live("poll-list", room),
        "umfrage-neu": _live("poll-create", room),
        "umfrage-aendern": _live("poll-edit", room.polls.get(state=PollState.PREPARED)),
        "protokoll-entwurf": _live("protocol-show", writing),
        "protokoll-schreiben": _live("protocol-edit", writing),
        "frage-zur-idee": _live("question-turn", own),
    }


def _past_room(ours):
    """Two that have ended: what everybody reads of it, and what is being written."""
    rooms = []
    for is_told in (True, False):
        date = EventFactory(starts_at=at(-2), **ours).occurrences.get()
        protocol = ProtocolFactory(room=RoomFactory(occurrence=date, state="closed"))
        if is_told:
            protocol.published_at = protocol.written_at
            protocol.save(update_fields=["published_at"])
        rooms.append(protocol.room)
    return rooms


def _at(name, row, *more):
    return reverse(f"calendar:{name}", args=[getattr(row, "pk", row), *more])


def _live(name, row):
    return reverse(f"live:{name}", args=[row.pk])
