"""What of the pool could help with an idea."""

from django.db.models import Case, IntegerField, Q, Value, When

from commons.clock import berlin_today
from participation.ideas.models import Idea
from participation.pool.models import Offer

MOST = 6


def fitting(idea: Idea) -> list[Offer]:
    """Offers of its Stadtteil first, then those for the whole district; one query."""
    here = Q(region=idea.region_id) if idea.region_id else Q(pk__in=[])
    order = Case(
        When(here, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = Offer.objects.listed().offers().filter(here | Q(region__isnull=True))
    holding = rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=berlin_today()))
    ordered = holding.select_related("region", "actor").order_by(
        order, "-published_at", "-pk"
    )
    return list(ordered[:MOST])
