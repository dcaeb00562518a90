"""The demo's Rundbriefe for Weißensee: one is out since five weeks, one is a draft."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from commons.accounts.models import User
from commons.clock import BERLIN, berlin_today
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from neighbourhood.newsletters.models import (
    Newsletter,
    SubscribedRegion,
    Subscription,
)
from neighbourhood.newsletters.services import (
    composing,
    editing,
    releasing,
    sending,
    subscriptions,
)
from neighbourhood.newsletters.services.editing import Head, News
from neighbourhood.newsletters.services.subscriptions import Choice
from neighbourhood.regions.models import Region

SLUG = "weissensee"
READERS = 14
# Days ago: what the first tells of, when it went, since when people read it.
TOLD, SENT, ASKED = (120, 36), 35, 60
OLD_INTRO = (
    "Liebe Nachbar:innen,\n\nvor dem Seniorenheim in der Berliner Allee bleibt die "
    "Ampel jetzt länger grün. Warum es dort kein Tempo 30 gibt, steht unten."
)
NEW_INTRO = (
    "Liebe Nachbar:innen,\n\nin diesem Monat geht es um dunkle Wege: Vier Ideen liegen "
    "beim Straßen- und Grünflächenamt, für einen Weg gibt es schon eine Zusage."
)
OFFICE_HOUR = News(
    "Sprechstunde im Stadtteilzentrum",
    "Jeden ersten Dienstag im Monat von 16 bis 18 Uhr. Kommen Sie einfach vorbei, auch "
    "mit einer Idee auf einem Zettel.",
)
MARKET = News(
    "Der Wochenmarkt zieht um",
    "Bis zum Frühjahr steht er auf der anderen Seite des Platzes. Die Zeiten bleiben.",
)


def tell(people: Mapping[str, User]) -> None:
    by, region = people["moderation"], Region.objects.get(slug=SLUG)
    _subscribe(people, region)
    today = berlin_today()
    days = tuple(today - timedelta(days=number) for number in TOLD)
    first = composing.begin(region, days=(days[0], days[1]), by=by)
    _write(first, "Längeres Grün an der Berliner Allee", OLD_INTRO, OFFICE_HOUR, by=by)
    _send(first, by=by)
    begin = today - timedelta(days=TOLD[1] - 1)
    second = composing.begin(region, days=(begin, today), by=by)
    _write(second, "Licht für dunkle Wege", NEW_INTRO, MARKET, by=by)


def _subscribe(people: Mapping[str, User], region: Region) -> None:
    choice = Choice(frozenset({region.pk}))
    keys = ["bewohnerin", *(f"nachbar-{number:02}" for number in range(1, READERS))]
    rows = [subscriptions.subscribe(people[key], choice=choice) for key in keys]
    since = timezone.now() - timedelta(days=ASKED)
    mine = [row.pk for row in rows]
    Subscription.objects.filter(pk__in=mine).update(
        requested_at=since, confirmed_at=since
    )
    SubscribedRegion.objects.filter(subscription__in=mine).update(since=since)


def _write(
    newsletter: Newsletter, title: str, intro: str, news: News, *, by: User
) -> None:
    head = Head(
        title=title,
        intro=intro,
        period_from=newsletter.period_from,
        period_to=newsletter.period_to,
        version=newsletter.version,
    )
    editing.revise(newsletter, head, by=by)
    editing.add_news(newsletter, news, by=by)
    newsletter.refresh_from_db()


def _send(newsletter: Newsletter, *, by: User) -> None:
    """As if it had gone weeks ago."""
    releasing.release(newsletter, changes=newsletter.changes, by=by)
    sending.run(newsletter.pk)
    day = berlin_today() - timedelta(days=SENT)
    moment = datetime.combine(day, time(17), tzinfo=BERLIN)
    mails = Delivery.objects.filter(key__startswith=newsletter.key_prefix)
    mails.update(state=DeliveryState.SENT, sent_at=moment, outcome_told_at=moment)
    sending.run(newsletter.pk)
    Newsletter.objects.filter(pk=newsletter.pk).update(
        created_at=moment,
        released_at=moment,
        started_at=moment,
        handed_at=moment,
        sent_at=moment,
    )
