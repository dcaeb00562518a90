"""One piece of news for a whole Stadtteil, and the bell of somebody who was told much.

The news are told by the worker that the installation started, to people with wishes as
a district's are spread; nobody wants a mail at once, so none leaves.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks import inside, measure
from benchmarks.servers import BASE, say
from commons.accounts.models import User
from commons.notifications import queries, services
from commons.notifications.enums import Pace
from commons.notifications.models import (
    MailPreference,
    Notification,
    SubjectPreference,
)
from commons.notifications.subjects import PLACES
from commons.verbs.models import Happening
from commons.verbs.services import happened
from neighbourhood.regions.models import Region
from participation.ideas.models import Idea

FOLLOWERS, TOLD, UNREAD_EVERY = 20_000, 100_000, 3
RUNS, LONGEST = 3, 60.0  # seconds
VERB, PAGE, BELL = "idea.published", "/ideen/", "/mitteilungen/"
BATCH = 5_000
Row = dict[str, Any]


def rows() -> Iterator[Row]:
    quiet, busy = Region.objects.order_by("-number")[:2]
    settle(busy)
    say(f"{FOLLOWERS} people follow {busy.name}")
    told: list[float] = []
    causing: dict[Region, list[float]] = {}
    for region in (quiet, busy):
        runs = [tell(idea) for idea in ideas_in(region)]
        causing[region] = [caused for caused, _seconds, _queries in runs]
        told = [seconds for _caused, seconds, _queries in runs]
        queries_of_cause = runs[-1][2]
    yield inside.row_of("fan-out", FOLLOWERS, told, sum(told), queries_of_cause)
    for page, region in (("fan-out-cause", busy), ("fan-out-cause-0", quiet)):
        times = causing[region]
        yield inside.row_of(page, FOLLOWERS, times, sum(times), queries_of_cause)
    yield from beside(busy)
    yield from at_the_bell()


def settle(region: Region) -> None:
    """One in ten wants the bell alone, one in ten a day of their own, one in seven
    a daily mail; the others never chose anything."""
    now = timezone.now()
    people = User.objects.bulk_create(
        (
            User(email=f"follower-{number}@example.org", display_name="Messung")
            for number in range(FOLLOWERS)
        ),
        batch_size=BATCH,
    )
    ids = [person.pk for person in people]
    services.follow_all(ids, region)
    MailPreference.objects.bulk_create(
        MailPreference(
            user_id=pk, wants_mail=number % 10 > 0, weekly_hour=9, changed_at=now
        )
        for number, pk in enumerate(ids)
        if number % 10 in {0, 1}
    )
    SubjectPreference.objects.bulk_create(
        SubjectPreference(user_id=pk, subject=PLACES, pace=Pace.DAILY, changed_at=now)
        for pk in ids[::7]
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def ideas_in(region: Region) -> list[Idea]:
    return list(Idea.objects.published().filter(region=region).order_by("pk")[:RUNS])


def tell(idea: Idea) -> tuple[float, float, int]:
    """How long the cause took, how long until all were told, and its statements."""
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        happening = happened(VERB, idea, by=None)
    caused = time.perf_counter() - started
    wait_for(happening)
    return caused, time.perf_counter() - started, len(captured)


def wait_for(happening: Happening) -> None:
    end = time.perf_counter() + LONGEST
    waiting = Happening.objects.filter(pk=happening.pk, expanded_at=None)
    while waiting.exists():
        if time.perf_counter() > end:
            message = f"nobody was told within {LONGEST} seconds"
            raise RuntimeError(message)
        time.sleep(0.02)


def beside(region: Region) -> Iterator[Row]:
    """A page while the worker writes to everybody, and the same at rest."""
    idea = ideas_in(region)[0]
    for page, is_telling in (("fan-out-rest", False), ("fan-out-beside", True)):
        happening = happened(VERB, idea, by=None) if is_telling else None
        load = measure.load(BASE + PAGE, cookies=None)
        if happening is not None:
            wait_for(happening)
        row = inside.row_of(page, FOLLOWERS, [1.0, 1.0], 1.0, 0)
        yield row | {
            "rps": round(load.rps, 1),
            "p50_ms": round(load.p50_ms, 2),
            "p99_ms": round(load.p99_ms, 2),
            "queries": inside.queries_of(PAGE, None),
        }


def at_the_bell() -> Iterator[Row]:
    """The page, its number in the header of every page, and the list at its end."""
    person = inside.resident()
    ring(person)
    client = inside.visitor(inside.session_of(person))
    last = Notification.objects.filter(user=person).order_by("pk")[25]
    path = f"{BELL}?vor={last.pk}"
    for page, work in (
        ("bell", lambda: client.get(BELL)),
        ("bell-deep", lambda: client.get(path)),
        ("bell-count", lambda: queries.unread_count(person)),
    ):
        yield inside.timed(page, TOLD, work) | {"signed_in": True}


def ring(person: User) -> None:
    """So many were told to one person, one a minute; every third is unread."""
    now = timezone.now()
    ideas = list(Idea.objects.published().values_list("pk", flat=True)[:500])
    moments = [now - timedelta(minutes=TOLD - number) for number in range(TOLD)]
    happenings = Happening.objects.bulk_create(
        (
            Happening(
                verb=VERB,
                kind="idea",
                target_id=ideas[number % len(ideas)],
                happened_at=moment,
                not_before=moment,
                expanded_at=moment,
            )
            for number, moment in enumerate(moments)
        ),
        batch_size=BATCH,
    )
    Notification.objects.bulk_create(
        (
            Notification(
                happening=happening,
                user=person,
                reason="region_follower",
                subject=PLACES,
                pace=Pace.BELL,
                created_at=happening.happened_at,
                read_at=happening.happened_at if number % UNREAD_EVERY else None,
            )
            for number, happening in enumerate(happenings)
        ),
        batch_size=BATCH,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
