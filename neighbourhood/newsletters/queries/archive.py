"""What everybody may read of past Rundbriefe."""

from dataclasses import dataclass
from itertools import groupby

from neighbourhood.newsletters.models import Newsletter
from neighbourhood.newsletters.models.newsletters import NewsletterQuerySet
from neighbourhood.regions.models import Region

NEWEST = 12
# So many a page of a Stadtteil names; at one in four weeks nine years.
MOST = 120


@dataclass(frozen=True)
class Year:
    year: int
    issues: list[Newsletter]


@dataclass(frozen=True)
class Neighbours:
    """The issues before and after one, in the same Stadtteil."""

    previous: Newsletter | None
    following: Newsletter | None


def generations(_request: object, **_names: object) -> list[str]:
    """What the pages show: titles of ideas and answers as they are now, too."""
    return ["newsletters", "ideas", "regions"]


def newest() -> list[Newsletter]:
    return list(_public()[:NEWEST])


def issues_of(region: Region, *, most: int = MOST) -> list[Newsletter]:
    return list(_public().filter(region=region)[:most])


def by_year(issues: list[Newsletter]) -> list[Year]:
    grouped = groupby(issues, key=lambda issue: issue.year or 0)
    return [Year(year, list(rows)) for year, rows in grouped]


def issue(slug: str, year: int, number: int) -> Newsletter | None:
    """The public one with this name; drafts and what waits are for nobody."""
    rows = _public().filter(region__slug=slug, year=year, number=number)
    return rows.first()


def issue_by_id(pk: int) -> Newsletter | None:
    return _public().filter(pk=pk).first()


def neighbours_of(issue: Newsletter) -> Neighbours:
    here = _public().filter(region=issue.region).prefetch_related(None)
    before = here.filter(started_at__lt=issue.started_at)
    after = here.filter(started_at__gt=issue.started_at)
    return Neighbours(before.first(), after.order_by("started_at", "pk").first())


def newest_of(region_id: int) -> Newsletter | None:
    rows = _public().filter(region_id=region_id).prefetch_related(None)
    return rows.first()


def _public() -> NewsletterQuerySet:
    rows: NewsletterQuerySet = Newsletter.objects.public()
    here = rows.filter(region__in=Region.objects.all()).select_related("region")
    return here.prefetch_related("corrections").order_by("-started_at", "-pk")
