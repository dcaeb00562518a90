"""Who may do what with a post and with a task of a meeting.

The network that goes with a post says who reads and who writes (`rules`).
"""

from commons.accounts.visitors import Visitor
from participation.networks import rules
from participation.networks.enums import PostKind
from participation.networks.models import MeetingTask, Post


def is_own(visitor: Visitor, post: Post) -> bool:
    return visitor.user_id is not None and post.author_id == visitor.user_id


def can_edit(visitor: Visitor, post: Post) -> bool:
    """One's own words; minutes are everybody's, so coordination mends them, too.

    What came of a round is changed by nobody: it stands in the round's minutes.
    """
    if post.kind == PostKind.RESULT or not post.is_public:
        return False
    if not rules.can_write(visitor, post.network):
        return False
    is_minutes = post.kind == PostKind.MINUTES
    mends = is_minutes and rules.can_coordinate(visitor, post.network)
    return is_own(visitor, post) or mends


def can_withdraw(visitor: Visitor, post: Post) -> bool:
    """One's own, also when the network is closed or one has left it."""
    return is_own(visitor, post) and post.kind != PostKind.RESULT


def can_pin(visitor: Visitor, post: Post) -> bool:
    return post.is_public and rules.can_lead(visitor, post.network)


def can_tick(visitor: Visitor, task: MeetingTask) -> bool:
    """Whoever took it on, whoever wrote it down, and coordination."""
    network = task.post.network
    if not task.post.is_public or not rules.can_write(visitor, network):
        return False
    is_theirs = visitor.user_id in {task.user_id, task.post.author_id}
    return is_theirs or rules.can_coordinate(visitor, network)
