"""An objection to a redaction that is upheld: it was wrong, and cannot be undone."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision, Moderated
from participation.moderation.queries.redaction import redacting_of
from participation.moderation.services.appealing import CONTRIBUTION
from participation.moderation.services.decisions import locked_contribution


def _lock(decision: Decision) -> Moderated:
    return locked_contribution(decision.kind, decision.target_id)


def _stands(decision: Decision, contribution: Moderated) -> bool:
    """Until somebody has said that it was wrong."""
    taken_back = Decision.objects.filter(takes_back=decision).exists()
    return redacting_of(contribution) is not None and not taken_back


@transaction.atomic
def _regret(
    decision: Decision, contribution: Moderated, *, text: str, by: User | None
) -> Decision:
    """Say that it was wrong. The words are nowhere, so they don't come back."""
    regretted = Decision.objects.create(
        kind=decision.kind,
        target_id=decision.target_id,
        verdict=Verdict.TAKE_BACK,
        takes_back=decision,
        text=text,
        version=contribution.version,
        # Nothing about its place in public changes.
        state_before="",
        decided_by=by,
        decided_at=timezone.now(),
    )
    happened(
        "moderation.redaction_regretted",
        contribution,
        by=by,
        decision=regretted.pk,
    )
    return regretted


REDACTION = replace(CONTRIBUTION, lock=_lock, stands=_stands, undo=_regret)
