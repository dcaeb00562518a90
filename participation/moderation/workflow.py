"""What may follow what, for the publication of any contribution."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.moderation.enums import Publication as P, Verdict

MAY_FOLLOW: dict[P, frozenset[P]] = {
    P.SUBMITTED: frozenset(
        {P.PUBLISHED, P.CHANGES_REQUESTED, P.DECLINED, P.MERGED, P.WITHDRAWN}
    ),
    P.CHANGES_REQUESTED: frozenset({P.SUBMITTED, P.DECLINED, P.WITHDRAWN}),
    P.PUBLISHED: frozenset({P.HIDDEN, P.MERGED, P.WITHDRAWN, P.REMOVED}),
    P.DECLINED: frozenset({P.PUBLISHED, P.REMOVED}),
    P.HIDDEN: frozenset({P.PUBLISHED, P.DECLINED, P.REMOVED}),
    P.MERGED: frozenset({P.PUBLISHED}),
    P.WITHDRAWN: frozenset({P.REMOVED}),
    P.REMOVED: frozenset(),
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
LEADS_TO: dict[Verdict, P] = {
    Verdict.PUBLISH: P.PUBLISHED,
    Verdict.REQUEST_CHANGES: P.CHANGES_REQUESTED,
    Verdict.DECLINE: P.DECLINED,
    Verdict.HIDE: P.HIDDEN,
    Verdict.MERGE: P.MERGED,
    Verdict.REMOVE: P.REMOVED,
    Verdict.RESTORE: P.PUBLISHED,
}
# Verdicts that tell the author why.
NEEDS_REASON = frozenset(
    {Verdict.REQUEST_CHANGES, Verdict.DECLINE, Verdict.HIDE, Verdict.REMOVE}
)


def require(current: str, following: P) -> None:
    """Raise RuleViolation unless `following` may come after `current`."""
    if following not in MAY_FOLLOW[P(current)]:
        raise RuleViolation(
            _("Das geht nicht mehr: Der Beitrag hat jetzt den Stand „%(state)s“.")
            % {"state": P(current).label},
            code="publication_transition",
        )
