"""Who may do what with an idea; the states are the services' business."""

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.drafts import rules as drafts
from commons.files.models import StoredFile
from neighbourhood.regions.models import Region
from participation.ideas.enums import ON_BEHALF
from participation.ideas.models import Idea, Submission
from participation.moderation.rules import can_moderate

MOST_IMAGES = 5
LONGEST_TEXT = 10_000
# A month of working days: so long may nobody wait without a word.
INTERIM_WORKING_DAYS = 20
# Who may enter ideas for people who don't come here themselves.
ENTERING = (Role.TRUSTED_HOUSE, Role.MODERATOR, Role.COORDINATOR)
# So long a letter may still be answered after all is said.
CONTACT_KEPT_DAYS = 90


def is_own(visitor: Visitor, idea: Idea) -> bool:
    return visitor.user_id is not None and idea.author_id == visitor.user_id


def can_edit(visitor: Visitor, idea: Idea, *, holds_code: bool = False) -> bool:
    """The author; without one, whoever showed the pick-up code (`holds_code`)."""
    return is_own(visitor, idea) or (holds_code and idea.author_id is None)


def can_withdraw(visitor: Visitor, idea: Idea, *, holds_code: bool = False) -> bool:
    return can_edit(visitor, idea, holds_code=holds_code)


def can_merge(visitor: Visitor, idea: Idea, into: Idea | None = None) -> bool:
    """Whoever moderates both ideas, and has written neither."""
    return can_moderate(visitor, idea) and (into is None or can_moderate(visitor, into))


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


def can_enter(visitor: Visitor) -> bool:
    """Enter ideas for others at all; where, `can_enter_in` says."""
    return visitor.has_role(*ENTERING)


def can_enter_in(visitor: Visitor, region: Region) -> bool:
    return visitor.has_role(*ENTERING, region_id=region.pk)


def can_see_entry(visitor: Visitor, submission: Submission) -> bool:
    """A house sees what it entered itself; moderators see what they moderate."""
    if submission.source not in ON_BEHALF:
        return False
    is_entered_here = submission.entered_by_id == visitor.user_id is not None
    if is_entered_here and can_enter(visitor):
        return True
    return can_moderate(visitor, submission.idea)


def can_see_contact(visitor: Visitor, idea: Idea) -> bool:
    """The SPK alone, and where it moderates; never the house that entered it."""
    return can_moderate(visitor, idea)


def acts_for(visitor: Visitor, idea: Idea) -> bool:
    """Whoever typed it for somebody, and the SPK, type that person's changes, too."""
    if idea.author_id is not None or not can_enter(visitor):
        return False
    rows = Submission.objects.filter(idea=idea).select_related("idea")
    entry = rows.first()
    return entry is not None and can_see_entry(visitor, entry)


def can_translate(visitor: Visitor, idea: Idea) -> bool:
    return can_moderate(visitor, idea)
