"""Partners' calendars in every state, and the files that they would send."""

from datetime import datetime, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.clock import BERLIN
from commons.delivery import sealing
from events.calendar.models import CalendarSource
from events.calendar.services import source_reading, sources
from events.calendar.source_states import SourceState
from tests.factories.actors import ActorFactory, make_member
from tests.factories.events import at


class CalendarSourceFactory(DjangoModelFactory):
    """A connected calendar of a verified actor, due now; `address=` is where it lies."""

    class Meta:
        model = CalendarSource

    class Params:
        address = "https://kalender.example/plan.ics"

    actor = factory.SubFactory(ActorFactory, verified=True)
    name = factory.Sequence(lambda n: f"Belegung {n}")
    sealed_url = factory.LazyAttribute(
        lambda source: sealing.seal({"url": source.address}, purpose=sources.PURPOSE)
    )
    host = "kalender.example"
    region = factory.LazyAttribute(lambda source: source.actor.region)
    state = SourceState.ACTIVE
    created_at = factory.LazyFunction(timezone.now)
    next_at = factory.LazyFunction(lambda: timezone.now() - timedelta(seconds=1))

    @factory.lazy_attribute
    def connected_at(self):
        return None if self.state == SourceState.TRIAL else self.created_at


def read_again(source):
    """Read it whether or not it is its turn; gives the row as it is then."""
    CalendarSource.objects.filter(pk=source.pk).update(
        next_at=timezone.now() - timedelta(seconds=1)
    )
    source_reading.read(source.pk)
    return CalendarSource.objects.select_related("actor").filter(pk=source.pk).first()


def calendar(*entries, name="Programm"):
    """A whole file."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"X-WR-CALNAME:{name}"]
    return "\r\n".join([*head, *entries, "END:VCALENDAR", ""]).encode()


def entry(uid, *lines, title="Nähcafé", starts=None, hours=2, where=""):
    """One VEVENT; `starts` is a moment, `lines` are added as they are."""
    begins = starts or at(7)
    rows = [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SUMMARY:{title}",
        f"DTSTART;TZID=Europe/Berlin:{_clock(begins)}",
        f"DTEND;TZID=Europe/Berlin:{_clock(begins + timedelta(hours=hours))}",
    ]
    if where:
        place = where.replace(",", "\\,")
        rows.append(f"LOCATION:{place}")
    return "\r\n".join([*rows, *lines, "END:VEVENT"])


def says(partner, *entries):
    """Let the partner's web server (`tests.partner`) answer with these."""
    partner.answer = (200, {"Content-Type": "text/calendar"}, calendar(*entries))


def standing(partner, *entries):
    """A connected calendar that was read once."""
    says(partner, *entries)
    return read_again(CalendarSourceFactory(address=partner.url))


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%Y%m%dT%H%M%S}"


def small_world(region, author):
    """A calendar that is tried out and one that is connected, for the matrix."""
    actor = ActorFactory(region=region, verified=True)
    make_member(actor, user=author)
    source = CalendarSourceFactory(actor=actor, created_by=author)
    trial = CalendarSourceFactory(
        actor=actor, created_by=author, state=SourceState.TRIAL
    )
    return {"source": source.pk, "source_trial": trial.pk}
