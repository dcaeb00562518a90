"""The filters that somebody keeps."""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.accounts.models import User
from participation.moderation.models import SavedFilter
from participation.moderation.models.filters import LAST_USED


@dataclass(frozen=True)
class KeptFilters:
    named: Sequence[SavedFilter]
    opens_with: str  # the query that the queue opens with


def filters_of(user: User) -> KeptFilters:
    """One query for all of them."""
    rows = list(SavedFilter.objects.filter(user=user).order_by("name"))
    named = [row for row in rows if row.name != LAST_USED]
    last = [row.query for row in rows if row.name == LAST_USED]
    start = [row.query for row in named if row.is_start]
    return KeptFilters(named, (start or last or [""])[0])
