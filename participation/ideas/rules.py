"""Who may do what with an idea; the states are the services' business."""

from commons.accounts.visitors import Visitor
from commons.drafts import rules as drafts
from commons.files.models import StoredFile
from participation.ideas.models import Idea

MOST_IMAGES = 5
LONGEST_TEXT = 10_000
# A month of working days: so long may nobody wait without a word.
INTERIM_WORKING_DAYS = 20


def is_own(visitor: Visitor, idea: Idea) -> bool:
    return visitor.user_id is not None and idea.author_id == visitor.user_id


def can_edit(visitor: Visitor, idea: Idea, *, holds_code: bool = False) -> bool:
    """The author; without one, whoever showed the pick-up code (`holds_code`)."""
    return is_own(visitor, idea) or (holds_code and idea.author_id is None)


def can_withdraw(visitor: Visitor, idea: Idea, *, holds_code: bool = False) -> bool:
    return can_edit(visitor, idea, holds_code=holds_code)


def can_take_over(visitor: Visitor, idea: Idea, *, holds_code: bool) -> bool:
    """Put an idea that has no author under one's own account."""
    return holds_code and visitor.is_signed_in and idea.author_id is None


def can_support(visitor: Visitor, idea: Idea) -> bool:
    """Everyone with an account, but for one's own idea."""
    return visitor.is_signed_in and not is_own(visitor, idea)


def can_see_picture(visitor: Visitor, picture: StoredFile) -> bool:
    """Whoever sees the idea, and whoever works on a draft with it."""
    shown = Idea.objects.filter(images__stored_file=picture).visible_to(visitor)
    return shown.exists() or drafts.can_see_file(visitor, picture)


def is_public_picture(picture: StoredFile) -> bool:
    return Idea.objects.published().filter(images__stored_file=picture).exists()
