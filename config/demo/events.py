"""The demo's calendar: what happens in the Stadtteile of Pankow, around today.

One series, one online, one called off, one moved, one full with people waiting, one
that the desk has not read yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from commons.accounts.models import User
from commons.clock import BERLIN, berlin_today
from config.demo import event_pins
from events.calendar import recurrence
from events.calendar.enums import Audience, Organiser, Rhythm
from events.calendar.models import Event
from events.calendar.queries.inviting import Inviter
from events.calendar.services import announcing, cancelling, moving
from events.calendar.services.contents import Content
from events.calendar.services.moving import When
from events.calendar.services.registering import Entry, register
from neighbourhood.departments.models import Department, Topic
from neighbourhood.regions.models import Region
from participation.actors.enums import Access
from participation.actors.models import Actor
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from participation.moderation.models import QueueItem
from participation.networks.models import Network


@dataclass(frozen=True)
class Plot:
    """Who invites, in how many days, from when to when; `said` is the rest of it."""

    by: str
    body: str
    days: int
    hours: tuple[int, int]
    title: str
    text: str
    said: Mapping[str, Any]
    rhythm: Rhythm = Rhythm.ONCE
    region: str = ""
    topics: tuple[str, ...] = ()


HOUSE = "Nachbarschaftshaus Weißensee"
ASSEMBLY = "Stadtteilversammlung Weißensee"
PLOTS = (
    Plot(
        "stadtteilzentrum",
        HOUSE,
        *(1, (10, 12), "Offenes Frühstück"),
        "Kaffee und Brötchen sind da. Bringen Sie mit, was Sie gern essen.",
        {
            "place_text": "Berliner Allee 100",
            "audience": [Audience.SENIORS, Audience.NEWCOMERS],
            "access": [Access.STEP_FREE, Access.TOILET],
            "costs": "Spende, so viel Sie möchten",
        },
        rhythm=Rhythm.WEEKLY,
        region="weissensee",
    ),
    Plot(
        "bewohnerin",
        "Gartengruppe Grünes Karow",
        *(4, (10, 13), "Wir pflanzen Stauden"),
        "Wir setzen zweihundert Stauden an der Straße. Werkzeug ist da.",
        {
            "place_text": "Bahnhofstraße, am Platz",
            "bring": "Feste Schuhe und Handschuhe",
            "audience": [Audience.FAMILIES, Audience.VOLUNTEERS],
        },
        region="karow",
    ),
    Plot(
        "nachbar-08",
        "Reparaturwerkstatt im Kiez",
        *(2, (17, 20), "Reparaturabend"),
        "Toaster, Hose, Fahrrad: Wir sehen es uns zusammen an.",
        {
            "place_text": "Schönhauser Allee 50",
            "takes_registrations": True,
            "capacity": 6,
            "most_companions": 1,
            "bring": "Was kaputt ist, und was dazu gehört",
        },
        rhythm=Rhythm.MONTHLY_WEEKDAY,
        region="prenzlauer-berg-nordwest",
    ),
    Plot(
        "nachbar-09",
        "Lesecafé an der Ecke",
        *(6, (19, 21), "Lesung: Geschichten vom Wasserturm"),
        "Drei Nachbar:innen lesen vor, was sie über den Kiez geschrieben haben.",
        {"place_text": "Kollwitzstraße 20", "costs": "5 Euro, ermäßigt 2 Euro"},
        region="prenzlauer-berg-ost",
    ),
    Plot(
        "koordination",
        "",
        *(8, (14, 16), "Tanztee mit Musik aus allen Jahren"),
        "Wir räumen die Tische zur Seite. Wer nicht tanzt, hört zu.",
        {
            "place_text": "Alt-Buch 40",
            "audience": [Audience.SENIORS],
            "access": [Access.STEP_FREE, Access.TOILET, Access.HEARING_LOOP],
        },
        region="buch",
    ),
    Plot(
        "nachbar-11",
        "Familienzentrum am Park",
        *(3, (15, 17), "Bilderbuchkino"),
        "Auf der Leinwand die Bilder, daneben wird vorgelesen: deutsch und arabisch.",
        {
            "place_text": "Am Friedrichshain 12",
            "languages": ["de", "ar"],
            "audience": [Audience.CHILDREN, Audience.FAMILIES],
            "takes_registrations": True,
            "capacity": 4,
            "most_companions": 3,
        },
        region="prenzlauer-berg-ost",
    ),
    Plot(
        "nachbar-12",
        "Stadtteilbibliothek mit Garten",
        *(10, (16, 18), "Deutsch sprechen im Garten"),
        "Wir reden über den Alltag. Fehler machen alle, das gehört dazu.",
        {
            "place_text": "Bizetstraße 41",
            "languages": ["de", "uk", "en"],
            "audience": [Audience.NEWCOMERS],
        },
        rhythm=Rhythm.FORTNIGHTLY,
        region="weissensee",
    ),
    Plot(
        "nachbar-07",
        "Kulturwerkstatt im alten Kesselhaus",
        *(12, (19, 22), "Offene Bühne"),
        "Fünf Minuten für alle, die sich trauen. Anmelden kann man sich am Abend.",
        {"place_text": "Kesselhaus, zweiter Hof", "audience": [Audience.YOUTH]},
        rhythm=Rhythm.MONTHLY_LAST,
        region="prenzlauer-berg-nordwest",
    ),
    Plot(
        "nachbar-14",
        "Sportverein Nordwiese",
        *(5, (9, 10), "Gehgruppe über die Wiesen"),
        "Eine Stunde in gemütlichem Schritt. Stöcke verleihen wir.",
        {"place_text": "Vereinsheim an der Nordwiese", "audience": [Audience.SENIORS]},
        region="buchholz",
    ),
    Plot(
        "koordination",
        "",
        *(9, (18, 20), ASSEMBLY),
        "Wir sprechen über Wege, Grün und Plätze in Weißensee. Das Straßen- und "
        "Grünflächenamt ist da. Fragen stellen Sie im Saal oder von zu Hause.",
        {
            "place_text": "Charlottenburger Straße 117",
            "is_online": True,
            "online_url": "https://saal.demo.example/weissensee",
            "takes_registrations": True,
            "capacity": 120,
            "most_companions": 2,
            "access": [Access.STEP_FREE, Access.SIGN_LANGUAGE],
            "consent_text": "Im Saal werden Fotos gemacht. Ich bin einverstanden, "
            "dass ich darauf zu sehen sein kann.",
        },
        region="weissensee",
        topics=("verkehr",),
    ),
    Plot(
        "sga",
        "sga",
        *(15, (16, 18), "Spaziergang: So wird der Park neu"),
        "Wir zeigen die Pläne dort, wo gebaut wird, und hören zu.",
        {"place_text": "Eingang am Parktor", "access": [Access.STEP_FREE]},
        region="karow",
    ),
    Plot(
        "koordination",
        "",
        *(7, (18, 19), "Sprechstunde am Bildschirm"),
        "Sie fragen, die Stadtteilkoordination antwortet. Den Link bekommen alle, die "
        "sich anmelden.",
        {
            "is_online": True,
            "online_url": "https://saal.demo.example/sprechstunde",
            "takes_registrations": True,
            "languages": ["de", "en"],
        },
    ),
    Plot(
        "stadtteilzentrum",
        HOUSE,
        *(11, (15, 18), "Hoffest"),
        "Musik, Kuchen, Flohmarkt für Kindersachen.",
        {"place_text": "Berliner Allee 100, im Hof"},
        region="weissensee",
    ),
    Plot(
        "nachbar-06",
        "Werkzeugverleih Blankenburg",
        *(13, (17, 20), "Licht an: Wir machen Räder winterfest"),
        "Dynamo, Bremsen, Kette. Ersatzteile gegen Spende.",
        {"place_text": "Krugstege 4", "costs": "Ersatzteile nach Preis"},
        region="blankenburg-heinersdorf-maerchenland",
    ),
)
READ = "Licht an: Wir machen Räder winterfest"
FULL, OFF, MOVED = "Bilderbuchkino", "Hoffest", "Gehgruppe über die Wiesen"


def tell(people: Mapping[str, User]) -> int:
    """Announce them all, and let some of it happen; gives how many there are."""
    events = {plot.title: _announced(plot, people) for plot in PLOTS}
    for number in range(1, 7):
        _register(events[FULL], people[f"nachbar-{number:02}"])
    for number in range(1, 5):
        _register(
            events[ASSEMBLY], people[f"nachbar-{number:02}"], party=number % 3 + 1
        )
    _read(events[READ], people["moderation"])
    house = people["stadtteilzentrum"]
    cancelling.cancel_event(
        events[OFF],
        reason="Der Hof wird gepflastert. Wir feiern im Frühjahr.",
        by=house,
    )
    _moved(events[MOVED], by=people["nachbar-14"])
    return len(events)


def _read(event: Event, desk: User) -> None:
    """The desk lets one through; another one waits."""
    item = QueueItem.objects.open().get(kind="event", target_id=event.pk)
    moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=desk)


def _announced(plot: Plot, people: Mapping[str, User]) -> Event:
    day = berlin_today() + timedelta(days=plot.days)
    begins, ends = plot.hours
    said: dict[str, Any] = {
        "region": Region.objects.filter(slug=plot.region).first(),
        "topics": tuple(Topic.objects.filter(key__in=plot.topics)),
        "rrule": recurrence.rule_of(_rhythm(plot, day), day),
    }
    said |= plot.said
    said["lon"], said["lat"] = event_pins.PINS.get(
        said.get("place_text", ""), (None, None)
    )
    said["is_free"] = "costs" not in said
    content = Content(
        title=plot.title,
        text=plot.text,
        starts_at=datetime.combine(day, time(begins), tzinfo=BERLIN),
        ends_at=datetime.combine(day, time(ends), tzinfo=BERLIN),
        **said,
    )
    return announcing.announce(
        content, inviter=_inviter(plot.body), by=people[plot.by], draft_id=uuid4()
    )


def _rhythm(plot: Plot, day: date) -> Rhythm:
    """A day that is not the last of its kind in the month is counted as it is."""
    rule = recurrence.rule_of(plot.rhythm, day)
    fits = recurrence.includes_first(rule, day)
    return plot.rhythm if fits else Rhythm.MONTHLY_WEEKDAY


def _inviter(body: str) -> Inviter:
    if not body:
        return Inviter(Organiser.SPK)
    if actor := Actor.objects.filter(name=body).first():
        return Inviter(Organiser.ACTOR, actor=actor)
    if network := Network.objects.filter(name=body).first():
        return Inviter(Organiser.NETWORK, network=network)
    department = Department.objects.get(key=body)
    return Inviter(Organiser.DEPARTMENT, department=department)


def _register(event: Event, person: User, *, party: int = 1) -> None:
    entry = Entry(name=person.public_name, party=party, has_consent=True)
    register(event.occurrences.get(), entry, draft_id=uuid4(), by=person)


def _moved(event: Event, *, by: User) -> None:
    row = event.occurrences.get()
    later = timedelta(days=1)
    moving.move_occurrence(row, When(row.starts_at + later, row.ends_at + later), by=by)
