"""The measurements, with Django set up against the running installation."""

import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.cache import cache

from benchmarks import (
    bulk,
    comments,
    desk,
    directory,
    events,
    inside,
    measure,
    seed,
    spaces,
    telling,
)
from benchmarks.servers import BARE, BASE, say
from commons.accounts.visitors import ANONYMOUS
from commons.search import queries as search
from neighbourhood.regions.queries.map_view import Box
from participation.discussion.queries.section import section_of
from participation.ideas.models import Idea
from participation.ideas.queries import alike, maps
from participation.ideas.queries.listing import listed
from participation.ideas.queries.wishes import Wish

DISTRICT = Box(west=13.2, south=52.4, east=13.6, north=52.7)
DISTRICT_BOX = "west=13.2&south=52.4&east=13.6&north=52.7"
PAGES = {
    "bare": BARE,
    "home": "/",
    "list": "/ideen/",
    "list-supported": "/ideen/?sortierung=beliebt",
    "list-search": "/ideen/?q=radweg",
    "map-spots": f"/ideen/karte/orte.json?{DISTRICT_BOX}&zoom=11",
    "region": "/stadtteile/karow/",
    "sign-in": "/konto/login/",
    "form": "/ideen/neu/",
}
SIGNED_IN = ("home", "list", "detail", "region")
BARE_SECONDS = 2
OPEN_ITEMS = 100_000
QUESTION = "Sicherer Radweg an der Hauptstraße bis zum Bahnhof"
Row = dict[str, Any]
Cookies = dict[str, str] | None


def run(sizes: list[int], root: int) -> list[Row]:
    rows: list[Row] = []
    cookies = inside.session_of(inside.resident())
    for size in sizes:
        started = time.monotonic()
        seed.seed(size)
        comments.seed(size)
        say(f"{size} ideas there after {time.monotonic() - started:.1f} s")
        cache.clear()
        asked = PAGES | {"detail": newest().get_absolute_url()}
        rows += [told(loaded(size, page, asked[page], None, root)) for page in asked]
        rows += [
            told(loaded(size, page, asked[page], cookies, root)) for page in SIGNED_IN
        ]
        rows += [told(row) for row in within(size)]
    rows += [told(row) for row in telling.rows()]
    rows += [told(row) for row in directory.rows()]
    rows += [told(row) for row in spaces.rows()]
    rows += [told(row) for row in events.rows()]
    return rows + at_the_desk()


def at_the_desk() -> list[Row]:
    """Last, so that no other page has so much waiting beside it."""
    desk.seed(OPEN_ITEMS)
    rows = [*desk.rows(OPEN_ITEMS), *bulk.rows(OPEN_ITEMS)]
    return [told(row) for row in rows]


def loaded(size: int, page: str, path: str, cookies: Cookies, root: int) -> Row:
    """One page under load, between two loads of the bare view."""
    bare = partial(measure.load, BASE + BARE, cookies=cookies, seconds=BARE_SECONDS)
    before = bare().rps
    load = measure.load(BASE + path, cookies=cookies)
    usual = (before + bare().rps) / 2
    return {
        "page": page,
        "ideas": size,
        "signed_in": cookies is not None,
        "rps": round(load.rps, 1),
        "p50_ms": round(load.p50_ms, 2),
        "p99_ms": round(load.p99_ms, 2),
        "queries": inside.queries_of(path, cookies),
        "bytes": measure.page_bytes(BASE + path, cookies=cookies),
        "rss_mb": measure.memory_mb(root, "granian", "wsgi"),
        "ratio_to_bare": round(load.rps / usual, 3),
    }


def within(size: int) -> Iterator[Row]:
    """What no page cache helps: rendering, deep pages, searches, writing."""
    deep = Idea.objects.published().order_by("-published_at", "-id")[size // 2]
    cursor = f"{deep.published_at:%Y-%m-%dT%H:%M:%S.%f%z}~{deep.pk}"
    timed = inside.timed
    box = Box(west=13.35, south=52.52, east=13.5, north=52.6)
    near = Box(west=13.40, south=52.54, east=13.42, north=52.55)
    thread = comments.busiest()
    words = alike.as_written(QUESTION, "", topic=None, place=None)
    yield timed("list-cold", size, inside.cold(PAGES["list"]))
    yield timed("detail-cold", size, inside.cold(newest().get_absolute_url()))
    yield timed("home-cold", size, inside.cold(PAGES["home"]))
    yield timed("list-deep", size, lambda: listed(Wish(cursor=cursor)))
    yield timed("list-rare", size, lambda: listed(rare_wish()))
    yield timed("map-clusters", size, lambda: maps.spots(Wish(), DISTRICT, 12))
    yield timed("map-clusters-near", size, lambda: maps.spots(Wish(), box, 14))
    yield timed("map-points", size, lambda: maps.spots(Wish(), near, 16))
    yield timed("map-part", size, lambda: listed(maps.placed(Wish(), near)))
    yield timed("comments", size, lambda: section_of(thread.host, ANONYMOUS).entries)
    yield timed("comments-cold", size, inside.cold(thread.host.get_absolute_url()))
    yield timed(
        "search", size, lambda: search.search(ANONYMOUS, "radweg", kinds=["idea"])
    )
    yield timed(
        "search-typo",
        size,
        lambda: search.search(ANONYMOUS, "Spielplaz", kinds=["idea"]),
    )
    yield timed("search-page", size, inside.cold("/suche/?q=radweg"))
    yield timed("similar", size, lambda: alike.alike(words))
    yield inside.submissions(size)


def rare_wish() -> Wish:
    """Two filters that hardly any idea fits: what a list could get lost in."""
    idea = Idea.objects.published().order_by("pk")[0]
    return Wish(regions=(idea.region,), topics=(idea.topic,), states=("beim-amt",))


def newest() -> Idea:
    return Idea.objects.published().order_by("-published_at", "-id")[0]


def told(row: Row) -> Row:
    who = "signed in" if row["signed_in"] else "anyone"
    share = "" if row["ratio_to_bare"] is None else f", {row['ratio_to_bare']} of bare"
    say(
        f"{row['page']} ({who}) at {row['ideas']}: {row['rps']}/s, "
        f"p50 {row['p50_ms']} ms, p99 {row['p99_ms']} ms, {row['queries']} queries"
        f"{share}"
    )
    return row
