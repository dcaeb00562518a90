"""What ideas show on pages of lower apps: the home page and a Stadtteil's."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from commons import slots
from neighbourhood.regions.models import Region
from participation.ideas.queries.highlights import highlights


def register() -> None:
    slots.fill(
        "home",
        template="ideas/_home.html",
        context=on_home,
        order=10,
        query_budget=3,
    )
    slots.fill(
        "home-region",
        template="ideas/_region.html",
        context=on_region,
        order=10,
        query_budget=3,
    )
    slots.fill(
        "region",
        template="ideas/_region.html",
        context=on_region,
        order=10,
        query_budget=3,
    )


def on_home(request: HttpRequest | None) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    return {"highlights": highlights(), "list_url": reverse("ideas:idea-list")}


def on_region(request: HttpRequest | None, region: Region) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    return {
        "highlights": highlights(region_id=region.pk),
        "region": region,
        "list_url": f"{reverse('ideas:idea-list')}?stadtteil={region.slug}",
    }
