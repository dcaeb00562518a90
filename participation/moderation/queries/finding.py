"""A reference number, in whatever way it is written, leads to what bears it."""

import re
from typing import Any

from django.db.models import Model
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.clock import berlin_year
from participation.moderation import desk
from participation.moderation.coverage import covers_region
from participation.moderation.models import QueueItem, Report
from participation.moderation.queries.item import may_be_read

LEAST_DIGITS = 5
YEARS_BACK = 10
REPORT = "M"
LIKELY = 3  # numbers to ask every kind for; each costs queries
# As people copy it from a letter or say it on the telephone: "Nr. 2026-00042",
# "2026/42", "#42", "k 17", "Idee 2026–00042".
NUMBER = re.compile(
    r"""(?:(?:nr|nummer|idee|kommentar|nachtrag|meldung|vorgang)\b\.?)?\s*\#?\s*
    (?:(?P<letter>[a-zäöü]{1,2})\s*[-–—/.]?\s*)?
    (?:(?P<year>(?:19|20)\d\d)\s*[-–—/.\s]\s*)?
    (?P<ordinal>\d{1,12})""",
    re.VERBOSE | re.IGNORECASE,
)


def looks_like_a_number(written: str) -> bool:
    return NUMBER.fullmatch(written.strip()) is not None


def numbers_like(written: str) -> list[str]:
    """What the number may be in full, the likeliest first."""
    found = NUMBER.fullmatch(written.strip())
    if found is None:
        return [written.strip()]
    letter = (found["letter"] or "").upper()
    year, ordinal = found["year"], found["ordinal"]
    padded = ordinal.zfill(LEAST_DIGITS)
    if letter:
        prefix = f"{letter}-{year}-{padded}" if year else f"{letter}-{int(ordinal)}"
        return [prefix]
    if year:
        return [f"{year}-{padded}"]
    glued = [f"{ordinal[:4]}-{ordinal[4:]}"] if len(ordinal) > LEAST_DIGITS + 3 else []
    this_year = berlin_year(timezone.now())
    years = range(this_year, this_year - YEARS_BACK, -1)
    return [*glued, *(f"{year}-{padded}" for year in years)]


def find(visitor: Visitor, written: str) -> Model | None:
    """What bears the number, whatever the filters: its item, or the thing itself.

    Open before decided, this year before the last; only where the visitor moderates.
    """
    numbers = numbers_like(written)
    item = _item_with(visitor, numbers) or _reported_item(visitor, numbers)
    return item or _contribution_with(visitor, numbers)


def _item_with(visitor: Visitor, numbers: list[str]) -> QueueItem | None:
    rows = QueueItem.objects.visible_to(visitor).filter(number__in=numbers)
    return min(rows.order_by("pk"), default=None, key=lambda item: _rank(item, numbers))


def _rank(item: QueueItem, numbers: list[str]) -> tuple[Any, ...]:
    return numbers.index(item.number), not item.is_open, -item.pk


def _reported_item(visitor: Visitor, numbers: list[str]) -> QueueItem | None:
    """What was reported under a number like M-2026-00012."""
    wanted = [
        number.removeprefix(f"{REPORT}-")
        for number in numbers
        if number.startswith(f"{REPORT}-")
    ]
    if not wanted:
        return None
    reports = Report.objects.filter(number__in=wanted, item__isnull=False)
    items = QueueItem.objects.visible_to(visitor)
    return items.filter(pk__in=reports.values("item")).order_by("-pk").first()


def _contribution_with(visitor: Visitor, numbers: list[str]) -> Model | None:
    """What was never in the queue, such as an idea that was imported."""
    for number in numbers[:LIKELY]:
        for desk_kind in desk.all_kinds():
            contribution = desk_kind.by_number(number)
            if contribution is None or not may_be_read(contribution):
                continue
            if covers_region(visitor, contribution.region_id):
                return contribution  # type: ignore[no-any-return]  # by the registry
    return None
