"""Which Stadtteile wait for a Rundbrief, and which mails stand still."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import (
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from commons.accounts.visitors import Visitor
from commons.clock import berlin_date, berlin_today
from commons.followups.registry import MOST_ITEMS, Item
from commons.terms.models import NEWEST_FIRST
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.models import (
    Newsletter,
    NewsletterTerms,
    Rhythm,
)
from neighbourhood.newsletters.models.newsletters import covered_by
from neighbourhood.newsletters.models.subscriptions import (
    SubscribedRegion,
    Subscription,
)
from neighbourhood.regions.models import Region

WEEK = timedelta(weeks=1)


def on_desk(visitor: Visitor) -> Iterator[Item]:
    """What stands still first, then Stadtteile that are due; two queries."""
    yield from _stopped(visitor)
    yield from _due(visitor)


def due_on(last: datetime | None, weeks: int) -> date | None:
    """When the next Rundbrief should come; today where there was none yet.

    Args:
        weeks: 0 where nobody is to be reminded.
    """
    if not weeks:
        return None
    return berlin_date(last) + weeks * WEEK if last else berlin_today()


def silence(last: datetime | None) -> str:
    """ "Seit 5 Wochen kein Rundbrief", as the list and "Heute" say it."""
    if last is None:
        return _("Noch kein Rundbrief")
    weeks = (berlin_today() - berlin_date(last)) // WEEK
    if weeks < 1:
        return _("Der letzte Rundbrief ist von dieser Woche")
    words = ngettext(
        "Seit %(weeks)s Woche kein Rundbrief",
        "Seit %(weeks)s Wochen kein Rundbrief",
        weeks,
    )
    return words % {"weeks": weeks}


def _stopped(visitor: Visitor) -> Iterator[Item]:
    rows = Newsletter.objects.filter(state=NewsletterState.STOPPED).at_desk_of(visitor)
    for row in rows.select_related("region").order_by("stopped_at", "pk")[:MOST_ITEMS]:
        yield Item(
            title=_("%(region)s: Versand angehalten") % {"region": row.region.name},
            url=reverse("newsletters:newsletter-detail", args=[row.pk]),
            detail=row.name,
            since=row.stopped_at,
            region_id=row.region_id,
        )


def _due(visitor: Visitor) -> Iterator[Item]:
    for region in _waiting(visitor)[:MOST_ITEMS]:
        day = due_on(region.last, region.weeks)
        if day is None or day > berlin_today():
            continue
        said = silence(region.last)
        if region.draft:
            url = reverse("newsletters:newsletter-detail", args=[region.draft])
            said = f"{said} · {_('ein Entwurf liegt da')}"
        else:
            url = reverse("newsletters:newsletter-create", args=[region.slug])
        yield Item(
            title=_("Rundbrief für %(region)s") % {"region": region.name},
            url=url,
            due_on=day,
            detail=said,
            region_id=region.pk,
        )


def _waiting(visitor: Visitor) -> QuerySet:
    """Regions that are read, with their last Rundbrief, rhythm and draft.

    Where nobody ever asked for one and none was ever written, nobody is reminded.
    """
    mine = Newsletter.objects.filter(region=OuterRef("pk"))
    last = mine.public().order_by("-started_at").values("started_at")
    draft = mine.filter(state=NewsletterState.DRAFT).order_by("-pk").values("pk")
    leaving = mine.filter(state=NewsletterState.RELEASED)
    chosen = SubscribedRegion.objects.filter(
        region=OuterRef("pk"), subscription__confirmed_at__isnull=False
    )
    everywhere = Subscription.objects.confirmed().filter(is_everywhere=True)
    rows = Region.objects.filter(covered_by(visitor, "pk")).annotate(
        last=Subquery(last[:1]), draft=Subquery(draft[:1]), weeks=rhythm_weeks("pk")
    )
    is_read = Q(last__isnull=False) | Exists(chosen) | Exists(everywhere)
    return rows.filter(is_read, ~Exists(leaving), weeks__gt=0).order_by(
        F("last").asc(nulls_last=True), "number"
    )


def rhythm_weeks(region: str) -> Coalesce:
    """The weeks of a Stadtteil's own rhythm, else those of the rules of the house."""
    own = Rhythm.objects.filter(region=OuterRef(region)).values("weeks")
    terms = NewsletterTerms.objects.order_by(*NEWEST_FIRST).values("rhythm_weeks")
    usual = NewsletterTerms().rhythm_weeks
    return Coalesce(
        Subquery(own[:1]),
        Subquery(terms[:1]),
        Value(usual),
        output_field=IntegerField(),
    )
