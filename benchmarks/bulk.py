"""One decision on a hundred ideas, and undoing it, through the real services."""

import time
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import desk, inside
from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.ideas.queries.places import without_place
from participation.ideas.services.submission import Content, submit
from participation.moderation.enums import Verdict
from participation.moderation.models import BulkRun, QueueItem
from participation.moderation.services import bulk, forecasting

HOW_MANY, RUNS = 100, 3
# So long the worker looks at a hundred new ideas; at a desk they lie there longer.
SCREENED_AFTER = 12.0  # seconds
RULING = {"verdict": Verdict.PUBLISH}


def rows(count: int) -> Iterator[dict[str, Any]]:
    """What `count` open items beside them cost is in the figures too."""
    by, author = desk.moderator(), inside.resident()
    decided, undone = [], []
    for _run in range(RUNS):
        picks = _handed_in(author)
        time.sleep(SCREENED_AFTER)
        started = time.perf_counter()
        run = _decide(picks, by)
        between = time.perf_counter()
        bulk.undo(run, by=by)
        decided.append(between - started)
        undone.append(time.perf_counter() - between)
    picks, visitor = _handed_in(author), visitor_for(by)
    yield inside.timed(
        "bulk-100-dry",
        count,
        lambda: forecasting.forecast(
            forecasting.prospects_of(picks), RULING, visitor=visitor
        ),
    )
    with CaptureQueriesContext(connection) as captured:
        _decide(picks, by)
    queries = len(captured)
    yield inside.row_of("bulk-100", count, decided, sum(decided), queries)
    yield inside.row_of("bulk-100-undo", count, undone, sum(undone), queries)


def _decide(picks: dict[int, int], by: User) -> BulkRun:
    run = bulk.start(picks, RULING, by=by)  # decides at once, as it commits
    if run.picks.decided().count() != HOW_MANY:
        message = "the run did not go through"
        raise RuntimeError(message)
    return run


def _handed_in(author: User) -> dict[int, int]:
    """So many new ideas at the desk, by the ids of their items."""
    topic = Topic.objects.filter(is_active=True).order_by("pk")[0]
    place = without_place(Region.objects.order_by("number")[0])
    content = Content("Mehr Bänke am Platz", "Zum Ausruhen.", topic, place)
    ideas = [
        submit(content, draft_id=uuid.uuid4(), author=author) for _ in range(HOW_MANY)
    ]
    items = QueueItem.objects.open().filter(
        kind="idea", target_id__in=[idea.pk for idea in ideas]
    )
    return dict(items.values_list("pk", "version"))
