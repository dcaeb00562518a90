"""All Stadtteile of whoever writes Rundbriefe, and how it stands with each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Subquery

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from neighbourhood.newsletters.models import Newsletter, Rhythm
from neighbourhood.newsletters.models.newsletters import covered_by
from neighbourhood.newsletters.models.subscriptions import Subscription
from neighbourhood.newsletters.queries.due import due_on, rhythm_weeks, silence
from neighbourhood.regions.models import Region


@dataclass(frozen=True)
class RegionRow:
    """`weeks` is how often one should come, 0 for never; `has_own_rhythm` says whether
    the Stadtteil set it itself."""

    region: Region
    subscribers: int
    current: tuple[Newsletter, ...]
    last: Newsletter | None
    weeks: int
    has_own_rhythm: bool

    @property
    def last_at(self) -> datetime | None:
        return self.last.started_at if self.last else None

    @property
    def silence(self) -> str:
        return silence(self.last_at)

    @property
    def due_on(self) -> date | None:
        return due_on(self.last_at, self.weeks)

    @property
    def is_due(self) -> bool:
        is_read = self.last is not None or self.subscribers > 0
        day = self.due_on
        return is_read and day is not None and day <= berlin_today()


def overview(visitor: Visitor) -> list[RegionRow]:
    """The Stadtteile of the visitor: those with work first, by number; five queries."""
    own = Rhythm.objects.filter(region=OuterRef("pk")).values("weeks")
    regions = list(
        Region.objects.filter(covered_by(visitor, "pk"))
        .annotate(weeks=rhythm_weeks("pk"), own_weeks=Subquery(own[:1]))
        .order_by("number")
    )
    mine = Newsletter.objects.at_desk_of(visitor).select_related("region")
    current = list(mine.unfinished().order_by("-pk"))
    newest = mine.public().order_by("region_id", "-started_at").distinct("region_id")
    last = {row.region_id: row for row in newest}
    readers = subscriber_counts(regions)
    rows = [
        RegionRow(
            region=region,
            subscribers=readers[region.pk],
            current=tuple(row for row in current if row.region_id == region.pk),
            last=last.get(region.pk),
            weeks=region.weeks,
            has_own_rhythm=region.own_weeks is not None,
        )
        for region in regions
    ]
    return sorted(rows, key=lambda row: not (row.is_due or row.current))


def subscriber_counts(regions: Iterable[Region]) -> Counter[int]:
    """How many each Stadtteil's Rundbrief goes to; two queries."""
    confirmed = Subscription.objects.confirmed().order_by()
    everywhere = confirmed.filter(is_everywhere=True).count()
    chosen = (
        confirmed.filter(is_everywhere=False, regions__isnull=False)
        .values_list("regions__region")
        .annotate(number=Count("pk"))
    )
    numbers = Counter(dict(chosen))
    return Counter({row.pk: numbers[row.pk] + everywhere for row in regions})


def past(region: Region, most: int = 24) -> list[Newsletter]:
    rows = Newsletter.objects.filter(region=region).public()
    return list(rows.select_related("region").order_by("-started_at", "-pk")[:most])
