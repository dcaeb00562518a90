"""The order of locks: the idea first, then what hangs on it."""

from participation.referrals.services.locking import locked_idea
from participation.together.models import Undertaking


def locked(row: Undertaking) -> Undertaking:
    """The undertaking as it is now, with its idea, both locked."""
    idea = locked_idea(row.idea_id)
    rows = Undertaking.objects.select_for_update(of=("self",)).with_partner()
    fresh: Undertaking = rows.get(pk=row.pk)
    fresh.idea = idea
    return fresh
