"""What a moderator's decision makes of a post that was reported, and undoing it."""

from typing import Any

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision
from participation.moderation.services.following import follow
from participation.moderation.services.keeping import columns, restore
from participation.networks.models import Post

VERBS = {
    Verdict.PUBLISH: "network_post.restored",
    Verdict.DECLINE: "network_post.declined",
    Verdict.HIDE: "network_post.hidden",
    Verdict.RESTORE: "network_post.restored",
    Verdict.REMOVE: "network_post.removed",
    Verdict.TAKE_BACK: "network_post.taken_back",
}


@transaction.atomic
def apply(
    post: Post,
    decision: Decision,
    *,
    by: User | None,
    merge_into: Any = None,  # noqa: ARG001 -- the desk's signature; posts don't merge
) -> Post:
    """Let the post follow a decision; the desk calls this in its transaction.

    Raises:
        RuleViolation: the state does not allow it.
    """
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    follow(post, decision, VERBS, by=by)
    return post


@transaction.atomic
def undo(post: Post, decision: Decision, *, by: User | None) -> Post:
    """Let it be as it was; nobody has been told of the decision yet."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    restore(post, decision)
    happened("network_post.undecided", post, by=by, decision=decision.pk)
    return post


def keep(post: Post) -> dict[str, Any]:
    return columns(post)
