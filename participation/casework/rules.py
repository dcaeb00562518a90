"""Who may see a whole case and work on it."""

from commons.accounts.visitors import Visitor
from participation.casework.enums import Variant
from participation.casework.models import CaseFile, CaseNote
from participation.ideas.models import Idea
from participation.moderation.rules import can_moderate, can_see_desk, moderates

__all__ = [
    "can_change_note",
    "can_fetch",
    "can_see_board",
    "can_see_case",
    "moderates",
]


def can_see_board(visitor: Visitor) -> bool:
    return can_see_desk(visitor)


def can_see_case(visitor: Visitor, idea: Idea) -> bool:
    """Whoever moderates its region; never the author, who would read the notes."""
    return can_moderate(visitor, idea)


def can_change_note(visitor: Visitor, note: CaseNote) -> bool:
    """One's own words alone; others write another note."""
    return note.written_by_id is not None and note.written_by_id == visitor.user_id


def can_fetch(visitor: Visitor, file: CaseFile) -> bool:
    """An account fetches what it asked for itself, while it may still see the case.

    What an Amt asked for on a link is asked of the link (`views.amt_files`).
    """
    if file.link_id is not None or file.asked_by_id is None:
        return False
    if file.asked_by_id != visitor.user_id:
        return False
    if can_see_case(visitor, file.idea):
        return True
    return (
        file.variant == Variant.AMT
        and file.referral is not None
        and file.referral.department_id in visitor.department_ids
    )
