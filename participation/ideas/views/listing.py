"""The list of ideas as list and as table, which everybody may read.

The filter is the address. With htmx the same address answers the part below the
filter alone.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.departments.queries.wishes import with_query
from participation.ideas import wording
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.queries import listing
from participation.ideas.queries.followable import follow_links
from participation.ideas.queries.wishes import NEAREST, ORDERS, Wish

FILTERS = tuple(IdeaFilterForm.base_fields)
GENERATIONS = ["ideas", "topics", "regions"]
ROWS_IN_TABLE = 50
LIST, TABLE = "ideas:idea-list", "ideas:idea-table"


@public
@require_safe
@cached_page(generations=lambda _request: GENERATIONS, parameters=FILTERS)
def idea_list(request: HttpRequest) -> HttpResponse:
    return _shown(request, LIST, size=listing.PAGE_SIZE)


@public
@require_safe
@cached_page(generations=lambda _request: GENERATIONS, parameters=FILTERS)
def idea_table(request: HttpRequest) -> HttpResponse:
    """The same result with a row an idea, for comparing and for paper."""
    return _shown(request, TABLE, size=ROWS_IN_TABLE)


def _shown(request: HttpRequest, view: str, *, size: int) -> HttpResponse:
    form = IdeaFilterForm(request.GET)
    wish = form.wish()
    context = {
        "form": form,
        "wish": wish,
        # Asked for only where nobody signed in has had the same page rendered.
        "page": SimpleLazyObject(partial(listing.listed, wish, size=size)),
        "is_table": view == TABLE,
        "action": reverse(view),
        "trail": [],
        **_links(wish, view),
    }
    template = "_idea_result.html" if request.htmx else "idea_list.html"
    return render(request, f"ideas/{template}", context)


def _links(wish: Wish, view: str) -> dict[str, Any]:
    """Everything that leads on from a result with the same filter."""
    here = reverse(view)
    tail = wish.filter_query()
    return {
        "name": wording.in_words(wish),
        "chips": wording.chips(wish),
        "views": view_tabs(wish, current=view),
        "orders": _orders(wish, here),
        "rest_url": f"{here}?",
        "follow_links": follow_links(wish),
        "save_url": with_query(reverse("ideas:search-create"), tail),
        "feed_url": with_query(reverse("ideas:idea-feed"), tail),
        "csv_url": with_query(reverse("ideas:idea-csv"), tail),
        "geojson_url": with_query(reverse("ideas:idea-geojson"), tail),
    }


def view_tabs(wish: Wish, *, current: str) -> list[tuple[str, str, bool]]:
    """The same filter as list, map and table."""
    query = wish.query(cursor="", before="")
    return [
        (label, with_query(reverse(view), query), view == current)
        for label, view in (
            (_("Liste"), LIST),
            (_("Karte"), "ideas:idea-map"),
            (_("Tabelle"), TABLE),
        )
    ]


def _orders(wish: Wish, here: str) -> Iterable[tuple[str, str | Promise, str, bool]]:
    """Key, label, address and whether it is the present one."""
    return [
        (
            order.key,
            order.label,
            with_query(here, wish.query(order=order.key, cursor="", before="")),
            order.key == wish.order_key,
        )
        for order in ORDERS.values()
        if order.key != NEAREST or wish.near is not None
    ]
