"""What may follow what, for the publication of any contribution."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.moderation.enums import (
    Publication as P,  # noqa: N817 -- a table
    Verdict as V,  # noqa: N817 -- to be read
)

MAY_FOLLOW: dict[P, frozenset[P]] = {
    P.SUBMITTED: frozenset(
        {P.PUBLISHED, P.CHANGES_REQUESTED, P.DECLINED, P.MERGED, P.WITHDRAWN}
    ),
    P.CHANGES_REQUESTED: frozenset({P.SUBMITTED, P.PUBLISHED, P.DECLINED, P.WITHDRAWN}),
    # Back to the desk: a decision that is taken back is to be made anew.
    P.PUBLISHED: frozenset({P.HIDDEN, P.MERGED, P.WITHDRAWN, P.REMOVED, P.SUBMITTED}),
    P.DECLINED: frozenset({P.PUBLISHED, P.REMOVED, P.SUBMITTED}),
    P.HIDDEN: frozenset({P.PUBLISHED, P.DECLINED, P.REMOVED}),
    # Back to what it was before: a merge that is undone leaves no trace.
    P.MERGED: frozenset({P.PUBLISHED, P.SUBMITTED}),
    P.WITHDRAWN: frozenset({P.REMOVED}),
    # Only a complaint that is reversed shows a removed contribution again; taking the
    # removal back lets the desk decide anew.
    P.REMOVED: frozenset({P.PUBLISHED, P.SUBMITTED}),
}
INITIAL = P.SUBMITTED
# States in which somebody waits for somebody else, and what ends the wait.
WAITING: dict[P, str] = {
    P.SUBMITTED: "moderation.remind_desk",
    P.CHANGES_REQUESTED: "moderation.close_unanswered",
    P.HIDDEN: "moderation.remind_desk",
}
# States that need a Decision with its reason.
DECIDED = frozenset({P.DECLINED, P.HIDDEN, P.MERGED, P.REMOVED})
LEADS_TO: dict[V, P] = {
    V.PUBLISH: P.PUBLISHED,
    V.REQUEST_CHANGES: P.CHANGES_REQUESTED,
    V.DECLINE: P.DECLINED,
    V.HIDE: P.HIDDEN,
    V.MERGE: P.MERGED,
    V.REMOVE: P.REMOVED,
    V.RESTORE: P.PUBLISHED,
    V.UNMERGE: P.PUBLISHED,  # or to the desk, if it was there
    V.TAKE_BACK: P.SUBMITTED,
}
# What the desk offers in each state, the usual one first. A hidden contribution is
# only held: it stays at the desk until it is restored, declined or removed.
OFFERED: dict[P, tuple[V, ...]] = {
    P.SUBMITTED: (V.PUBLISH, V.REQUEST_CHANGES, V.DECLINE, V.MERGE),
    P.CHANGES_REQUESTED: (V.PUBLISH, V.DECLINE, V.TAKE_BACK),
    P.PUBLISHED: (V.HIDE, V.MERGE, V.REMOVE, V.TAKE_BACK),
    P.DECLINED: (V.PUBLISH, V.REMOVE, V.TAKE_BACK),
    P.HIDDEN: (V.RESTORE, V.DECLINE, V.REMOVE),
    P.MERGED: (V.UNMERGE,),
    P.WITHDRAWN: (V.REMOVE,),
    P.REMOVED: (V.TAKE_BACK,),
}
# Verdicts that tell the author why.
NEEDS_REASON = frozenset({V.REQUEST_CHANGES, V.DECLINE, V.HIDE, V.REMOVE})
# Verdicts against somebody: each is a statement of reasons (Art. 17 DSA).
AGAINST = frozenset(
    {V.REQUEST_CHANGES, V.DECLINE, V.HIDE, V.MERGE, V.REMOVE, V.REDACT, V.BLOCK}
)
# Verdicts the author may object to, and what undoes each.
UNDONE_BY: dict[V, V] = {
    V.REQUEST_CHANGES: V.PUBLISH,
    V.DECLINE: V.PUBLISH,
    V.HIDE: V.RESTORE,
    V.MERGE: V.UNMERGE,
    V.REMOVE: V.RESTORE,
    V.TAKE_BACK: V.PUBLISH,  # where it took something from the public
}
# What leaves a contribution standing that somebody reported.
LEAVES_STANDING = frozenset({V.KEEP, V.RESTORE})
# What can be undone within UNDO. Ideas that were parted are merged again instead, and
# what is blackened is gone for good.
UNDONE_AT_ONCE = frozenset(
    {
        V.PUBLISH,
        V.REQUEST_CHANGES,
        V.DECLINE,
        V.HIDE,
        V.MERGE,
        V.REMOVE,
        V.RESTORE,
        V.KEEP,
        V.TAKE_BACK,
    }
)

UNDO = timedelta(seconds=30)  # until then nobody is told, and who decided may undo it
# Working days until somebody has looked, promised to the author.
FIRST_LOOK: int = settings.FIRST_LOOK_DAYS
HOLD = 10  # working days until a hidden contribution is decided for good
LEASE = timedelta(minutes=10)
OBJECTION = timedelta(days=183)  # "six months" of Art. 20 (1) DSA
ASK_AGAIN_AFTER = timedelta(days=30)  # changes requested and nothing heard
WITHDRAW_AFTER = timedelta(days=14)  # after asking again


def needs_statement(verdict: str, state_before: str) -> bool:
    """Whether somebody has to be told all reasons; taking a yes back is a no."""
    takes_from_public = verdict == V.TAKE_BACK and state_before == P.PUBLISHED
    return verdict in AGAINST or takes_from_public


def require(current: str, following: P) -> None:
    """Raise RuleViolation unless `following` may come after `current`."""
    if following not in MAY_FOLLOW[P(current)]:
        raise RuleViolation(
            _("Das geht nicht mehr: Der Beitrag hat jetzt den Stand „%(state)s“.")
            % {"state": P(current).label},
            code="publication_transition",
        )


def is_against(verdict: str, state_before: str) -> bool:
    """Whether a decision goes against the contribution, so that one may object."""
    if verdict == V.TAKE_BACK:
        return state_before == P.PUBLISHED
    return verdict in UNDONE_BY


def needs_reason(verdict: str, state_before: str) -> bool:
    """Whether the author must be told why."""
    if verdict == V.TAKE_BACK:
        return is_against(verdict, state_before)
    return verdict in NEEDS_REASON
