"""How a contribution follows a decision, where its kind does nothing of its own."""

from collections.abc import Mapping

from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.moderation import workflow
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision, Moderated

COLUMNS = ("publication", "decision", "published_at")


def follow(
    contribution: Moderated,
    decision: Decision,
    verbs: Mapping[Verdict, str],
    *,
    redirected: str = "",
    more: tuple[str, ...] = (),
    by: User | None,
) -> None:
    """Write what was decided, and say so; the caller holds the row.

    Args:
        verbs: what happened, by the verdict; `redirected` where it was shown the way.
        more: columns that the caller has set.

    Raises:
        RuleViolation: the state does not allow it.
    """
    verdict = Verdict(decision.verdict)
    following = workflow.LEADS_TO[verdict]
    workflow.require(contribution.publication, following)
    contribution.publication, contribution.decision = following, decision
    if following == Publication.PUBLISHED:
        contribution.published_at = contribution.published_at or timezone.now()
    contribution.save(update_fields=[*COLUMNS, *more])
    verb = redirected if redirected and decision.is_redirection else verbs[verdict]
    happened(verb, contribution, by=by, decision=decision.pk)


def publishes(decision: Decision) -> bool:
    return workflow.LEADS_TO[Verdict(decision.verdict)] == Publication.PUBLISHED
