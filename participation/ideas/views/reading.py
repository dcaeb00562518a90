"""What everybody may read: the list, the map, one idea."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.regions import queries as regions
from participation.ideas import rules
from participation.ideas.filters import IdeaFilterForm, MapViewForm
from participation.ideas.models import Idea
from participation.ideas.queries import detail, listing, maps
from participation.ideas.services import publication
from participation.moderation.enums import Publication
from participation.moderation.rules import can_moderate

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
        "views": _views(wish, current="list"),
    }
    return render(request, "ideas/idea_list.html", context)


@public
@require_safe
@cached_page(
    generations=lambda _request: ["ideas", "topics", "regions"], parameters=FILTERS
)
def idea_map(request: HttpRequest) -> HttpResponse:
    """The same result on a map; without a script, the Stadtteile as links."""
    form = IdeaFilterForm(request.GET)
    wish = form.wish()
    context = {
        "form": form,
        "wish": wish,
        "map": regions.map_shapes(),
        "views": _views(wish, current="map"),
        "spots_url": f"{reverse('ideas:idea-spots')}?{wish.query(cursor='')}",
        "tile_url": settings.TILE_URL,
    }
    return render(request, "ideas/idea_map.html", context)


@public
@require_safe
@cached_page(
    generations=lambda _request: ["ideas"],
    parameters=(*FILTERS, "west", "south", "east", "north", "zoom"),
)
def idea_spots(request: HttpRequest) -> HttpResponse:
    """Cells or points of the part of the map that is shown, as JSON."""
    view = MapViewForm(request.GET)
    if not view.is_valid():
        return JsonResponse({"errors": view.errors}, status=400)
    shown = dict(view.cleaned_data)
    zoom = shown.pop("zoom")
    spots = maps.spots(IdeaFilterForm(request.GET).wish(), maps.Box(**shown), zoom)
    return JsonResponse(
        {
            "spots": [
                [
                    round(spot.lon, 6),
                    round(spot.lat, 6),
                    spot.ideas,
                    spot.title,
                    spot.url,
                ]
                for spot in spots
            ]
        }
    )


@public
@require_safe
@cached_page(
    generations=lambda _request, number, slug="": [f"idea:{number}"],  # noqa: ARG005 -- the view's arguments
    parameters=(),
)
def idea_detail(request: HttpRequest, number: str, slug: str = "") -> HttpResponse:
    idea = detail.by_number(number)
    if idea is None:
        raise Http404
    elsewhere = _elsewhere(request, idea, slug)
    if elsewhere is not None:
        return elsewhere
    visitor = request.visitor
    context = {
        "trail": [(_("Ideen"), reverse("ideas:idea-list"))],
        "idea": idea,
        "detail": detail.detail_of(idea, visitor),
        "can_edit": rules.can_edit(visitor, idea),
        "may_withdraw": publication.can_be_withdrawn(idea),
        "can_moderate": can_moderate(visitor, idea),
        "may_support": idea.is_public and not rules.is_own(visitor, idea),
    }
    return render(request, "ideas/idea_detail.html", context)


def _elsewhere(request: HttpRequest, idea: Idea, slug: str) -> HttpResponse | None:
    """Where an idea that cannot be shown under this address leads."""
    target = idea.merged_into
    if idea.publication == Publication.MERGED and target and target.is_public:
        return redirect(target, permanent=True)
    visible = Idea.objects.filter(pk=idea.pk).visible_to(request.visitor)
    if idea.publication == Publication.PUBLISHED or visible.exists():
        return None if slug == idea.slug else redirect(idea, permanent=True)
    if idea.publication in {Publication.REMOVED, Publication.WITHDRAWN}:
        return render(request, "410.html", status=410)
    raise Http404


def _views(wish: listing.Wish, *, current: str) -> Iterable[tuple[str, str, bool]]:
    query = wish.query(cursor="")
    tail = f"?{query}" if query else ""
    return [
        (_("Liste"), reverse("ideas:idea-list") + tail, current == "list"),
        (_("Karte"), reverse("ideas:idea-map") + tail, current == "map"),
    ]
