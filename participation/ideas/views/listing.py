"""The list of ideas, which everybody may read."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.queries import listing

FILTERS = ("q", "stadtteil", "thema", "stand", "sortierung", "ab")


@public
@require_safe
@cached_page(
    generations=lambda _request: ["ideas", "topics", "regions"], parameters=FILTERS
)
def idea_list(request: HttpRequest) -> HttpResponse:
    form = IdeaFilterForm(request.GET)
    wish = form.wish()
    page = listing.listed(wish)
    next_query = wish.query(cursor=page.next_cursor)
    context = {
        "form": form,
        "wish": wish,
        "page": page,
        "next_url": f"?{next_query}" if page.next_cursor else "",
        "first_url": f"?{wish.query(cursor='')}" if wish.cursor else "",
        "views": view_tabs(wish, current="list"),
    }
    return render(request, "ideas/idea_list.html", context)


def view_tabs(wish: listing.Wish, *, current: str) -> Iterable[tuple[str, str, bool]]:
    query = wish.query(cursor="")
    tail = f"?{query}" if query else ""
    return [
        (_("Liste"), reverse("ideas:idea-list") + tail, current == "list"),
        (_("Karte"), reverse("ideas:idea-map") + tail, current == "map"),
    ]
