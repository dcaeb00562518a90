from django.db.models import Prefetch, Q, QuerySet

from neighbourhood.pages.models import Contact, ContactRegion, Page
from neighbourhood.regions.models import Region


def contact_for(region: Region | None) -> Contact | None:
    """Who helps: the team of the region, else the general office; one query."""
    fitting = Q(is_general=True)
    if region is not None:
        fitting |= Q(region_links__region=region)
    return Contact.objects.filter(fitting).order_by("is_general", "sort").first()


def contact_of(page: Page) -> Contact | None:
    return page.contact or contact_for(None)


def contacts_with_regions() -> QuerySet[Contact]:
    links = ContactRegion.objects.select_related("region").order_by("region__number")
    return Contact.objects.order_by("sort", "unit").prefetch_related(
        Prefetch("region_links", queryset=links)
    )
