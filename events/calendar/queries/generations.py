"""What cached pages of the calendar are made of, and what a change of one ends."""

from events.calendar.models import Event

# Whoever invites may leave the public, and takes the name along.
BODIES = ("actors", "networks")
LISTS = ("events", "topics", "regions", *BODIES)


def of_page(pk: int) -> list[str]:
    """What the page of one event depends on."""
    return [f"event:{pk}", "topics", "regions", *BODIES]


def generations_of(event: Event) -> list[str]:
    """What ends with a change: its page, all lists, and the Stadtteil's page.

    One of the whole district stands on the page of each Stadtteil.
    """
    region = f"region:{event.region_id}" if event.region_id else "regions"
    return [f"event:{event.pk}", "events", "home", region]
