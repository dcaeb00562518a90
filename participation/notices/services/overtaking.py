"""News of another kind make a notice needless the moment they are told."""

from typing import Any

from participation.notices.models import InterimNotice
from participation.notices.services.watching import overtake

# What people hear by bell and mail, or what ends the wait.
OF_IDEAS = frozenset(
    {
        "idea.published",
        "idea.changes_requested",
        "idea.declined",
        "idea.redirected",
        "idea.merged",
        "idea.removed",
        "idea.withdrawn",
        "idea.referred",
        "idea.answered",
        "idea.reopened",
        "idea.closed",
    }
)
OF_REFERRALS = frozenset({"referral.resident_asked"})


def follow(*, verb: Any, target: Any, happening: Any) -> None:  # noqa: ARG001 -- an effect's shape
    """In the transaction of the news; whoever tells it has locked the idea."""
    if verb.key in OF_IDEAS:
        idea_id = target.pk
    elif verb.key in OF_REFERRALS:
        idea_id = target.idea_id
    else:
        return
    rows = InterimNotice.objects.open().filter(idea=idea_id)
    for notice in rows.select_for_update(of=("self",)).select_related("idea"):
        overtake(notice)
