"""The demo's pool: rooms, things and hands, offered, looked for, booked and asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import uuid4

from commons.accounts.models import User
from commons.clock import BERLIN, berlin_today
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from participation.moderation.models import QueueItem
from participation.pool.enums import ResourceKind, Side
from participation.pool.models import Booking, Offer
from participation.pool.services import booking, matching, offering
from participation.pool.services.inquiring import inquire
from participation.pool.services.offering import Content
from participation.pool.spans import Span


@dataclass(frozen=True)
class Plot:
    """Who writes what, and whether the desk has read it."""

    by: str
    region: str
    content: Content
    is_read: bool = True
    house: str = ""


ROOM = Content(
    side=Side.OFFER,
    kind=ResourceKind.ROOM,
    title="Gruppenraum im Nachbarschaftshaus",
    text="Hell und ruhig, 40 Quadratmeter, Stühle und Tische für zwanzig Menschen. "
    "Stufenfrei, barrierefreie Toilette, Teeküche nebenan.",
    conditions="Für gemeinnützige Zwecke kostenlos. Bitte besenrein verlassen.",
    place_text="Erdgeschoss, Eingang vom Hof",
    is_bookable=True,
    weekdays=[1, 2, 3, 4, 5, 6],
    opens_at=time(9),
    closes_at=time(21),
)
TABLES = Content(
    side=Side.OFFER,
    kind=ResourceKind.TOOL,
    title="Biertische und Bänke",
    text="Zehn Garnituren für Straßenfeste, stapelbar.",
    conditions="Bitte selbst abholen und trocken zurückbringen.",
    quantity=10,
    is_bookable=True,
)
BIKE = Content(
    side=Side.OFFER,
    kind=ResourceKind.VEHICLE,
    title="Lastenrad mit Plane",
    text="Zwei Räder vorn, Licht, Schloss. Eine kurze Einweisung gibt es bei der "
    "Abholung.",
    is_bookable=True,
    weekdays=[1, 2, 3, 4, 5],
    opens_at=time(10),
    closes_at=time(18),
)
HANDS = Content(
    side=Side.OFFER,
    kind=ResourceKind.HELPER,
    title="Zwei Nachmittage im Monat zum Mitanpacken",
    text="Wir sind zu dritt und helfen beim Pflanzen, Streichen und Tragen.",
)
CHOIR = Content(
    side=Side.REQUEST,
    kind=ResourceKind.ROOM,
    title="Chor sucht Raum für einen Abend in der Woche",
    text="Fünfzehn Menschen, gern mit Klavier. Wir singen für alle.",
)
WANTED = Content(
    side=Side.REQUEST,
    kind=ResourceKind.TOOL,
    title="Tische für ein Hoffest gesucht",
    text="An einem Samstag im Sommer, für etwa vierzig Gäste.",
    quantity=5,
)
DRILL = Content(
    side=Side.OFFER,
    kind=ResourceKind.TOOL,
    title="Bibliothek der Dinge: Bohrmaschine und Beamer",
    text="Mit Koffer und Anleitung. Ein Ausweis der Bibliothek genügt.",
    conditions="Für drei Tage, danach sind andere dran.",
    quantity=2,
    is_bookable=True,
    weekdays=[2, 3, 4, 5, 6],
    opens_at=time(10),
    closes_at=time(19),
)
STAGE = Content(
    side=Side.OFFER,
    kind=ResourceKind.ROOM,
    title="Probebühne mit Licht und Ton",
    text="Für sechzig Menschen, mit Vorhang. Jemand von uns bedient die Technik.",
    conditions="Kostenlos, wenn am Ende alle zusehen dürfen.",
    place_text="Kesselhaus, zweiter Hof",
    is_bookable=True,
    opens_at=time(16),
    closes_at=time(22),
)
ADVICE = Content(
    side=Side.OFFER,
    kind=ResourceKind.SKILL,
    title="Hilfe beim Antrag auf Förderung",
    text="Wir haben schon viele geschrieben und sehen Ihren gern durch.",
)
READERS = Content(
    side=Side.REQUEST,
    kind=ResourceKind.HELPER,
    title="Wer liest Kindern am Samstag vor?",
    text="Eine Stunde am Vormittag, in jeder Sprache. Bücher sind da.",
)
PLOTS = (
    Plot("nachbar-01", "weissensee", ROOM, house="Nachbarschaftshaus Weißensee"),
    Plot("nachbar-01", "weissensee", TABLES, house="Nachbarschaftshaus Weißensee"),
    Plot("nachbar-02", "karow", BIKE),
    Plot("nachbar-06", "karow", HANDS),
    Plot("nachbar-03", "weissensee", CHOIR),
    Plot("nachbar-12", "weissensee", DRILL, house="Stadtteilbibliothek mit Garten"),
    Plot(
        "nachbar-07",
        "prenzlauer-berg-nordwest",
        STAGE,
        house="Kulturwerkstatt im alten Kesselhaus",
    ),
    Plot("nachbar-09", "", ADVICE, house="Beratungsladen Wohnen und Soziales"),
    Plot("nachbar-11", "prenzlauer-berg-ost", READERS, house="Familienzentrum am Park"),
    Plot("nachbar-04", "weissensee", WANTED, is_read=False),
)


def tell(people: Mapping[str, User]) -> int:
    """Write the entries and book some; gives how many there are."""
    offers = [_written(plot, people) for plot in PLOTS]
    for offer in offers:
        matching.match(offer.pk)
    room, tables, _bike, hands, *_requests = offers
    owner, friend = people["nachbar-01"], people["nachbar-03"]
    agreed = _booked(room, _on_day(3, 17, 19), "Chorprobe", by=friend)
    booking.confirm(agreed, by=owner)
    _booked(room, _on_day(5, 10, 12), "Frühstück der Hausgemeinschaft", by=friend)
    fest = Span(_on_day(12, 10, 11).starts_at, _on_day(14, 15, 16).ends_at)
    _booked(tables, fest, "Straßenfest", by=people["nachbar-02"], quantity=4)
    inquire(
        hands,
        text="Am ersten Samstag pflanzen wir Stauden. Haben Sie Zeit?",
        contact="Über das Nachbarschaftshaus",
        draft_id=uuid4(),
        by=owner,
    )
    return len(offers)


def _written(plot: Plot, people: Mapping[str, User]) -> Offer:
    region = Region.objects.filter(slug=plot.region).first()
    values = plot.content.columns() | {"region": region}
    del values["slug"]
    offer = offering.submit(
        Content(**values),
        draft_id=uuid4(),
        by=people[plot.by],
        actor=Actor.objects.filter(name=plot.house).first(),
    )
    if plot.is_read and not offer.is_public:
        item = QueueItem.objects.open().get(kind="offer", target_id=offer.pk)
        by = people["moderation"]
        moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=by)
    return Offer.objects.get(pk=offer.pk)


def _booked(
    offer: Offer, during: Span, purpose: str, *, by: User, quantity: int = 1
) -> Booking:
    return booking.book(
        offer,
        during=during,
        purpose=purpose,
        draft_id=uuid4(),
        by=by,
        extent=booking.Extent(quantity),
    )


def _on_day(days: int, begins: int, ends: int) -> Span:
    """So many days from now, or the Monday after it: some are closed on Sundays."""
    day = berlin_today() + timedelta(days=days)
    if day.isoweekday() == 7:  # noqa: PLR2004 -- Sunday
        day += timedelta(days=1)
    return Span(
        datetime.combine(day, time(begins), tzinfo=BERLIN),
        datetime.combine(day, time(ends), tzinfo=BERLIN),
    )
