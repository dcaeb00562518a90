"""The measurements, with Django set up against the running installation."""

import time
from functools import partial
from typing import Any

from django.core.cache import cache

from benchmarks import inside, measure, seed
from benchmarks.servers import BARE, BASE, say
from commons.accounts.visitors import ANONYMOUS
from commons.search import likeness, queries as search
from participation.ideas.models import Idea
from participation.ideas.queries.listing import Wish, listed

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
QUESTION = "Sicherer Radweg an der Hauptstraße bis zum Bahnhof"
Row = dict[str, Any]
Cookies = dict[str, str] | None


def run(sizes: list[int], root: int) -> list[Row]:
    rows: list[Row] = []
    cookies = inside.session_of(inside.resident())
    for size in sizes:
        started = time.monotonic()
        seed.seed(size)
        say(f"{size} ideas there after {time.monotonic() - started:.1f} s")
        cache.clear()
        asked = PAGES | {"detail": newest().get_absolute_url()}
        rows += [told(loaded(size, page, asked[page], None, root)) for page in asked]
        rows += [
            told(loaded(size, page, asked[page], cookies, root)) for page in SIGNED_IN
        ]
        rows += [told(row) for row in within(size)]
    return rows


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


def within(size: int) -> list[Row]:
    """What no page cache helps: rendering, deep pages, searches, writing."""
    deep = Idea.objects.published().order_by("-published_at", "-id")[size // 2]
    cursor = f"{deep.published_at.isoformat()}~{deep.pk}"
    timed = inside.timed
    return [
        timed("list-cold", size, inside.cold(PAGES["list"])),
        timed("detail-cold", size, inside.cold(newest().get_absolute_url())),
        timed("home-cold", size, inside.cold(PAGES["home"])),
        timed("list-deep", size, lambda: listed(Wish(cursor=cursor))),
        timed(
            "search", size, lambda: search.search(ANONYMOUS, "radweg", kinds=["idea"])
        ),
        timed(
            "search-typo",
            size,
            lambda: search.search(ANONYMOUS, "Spielplaz", kinds=["idea"]),
        ),
        timed("similar", size, lambda: likeness.similar(QUESTION, kind="idea")),
        inside.submissions(size),
    ]


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
