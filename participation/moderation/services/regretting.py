"""An objection to a redaction that is upheld: it was wrong, and cannot be undone."""

from django.db import transaction
from django.utils import timezone

from commons import kinds
from commons.accounts.models import User
from commons.verbs.services import happened
from participation.moderation.appeals import Appeal
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision, Moderated
from participation.moderation.queries.redaction import redacting_of
from participation.moderation.services.decisions import locked_contribution


def _lock(decision: Decision) -> Moderated:
    return locked_contribution(decision.kind, decision.target_id)


def _find(decision: Decision) -> Moderated | None:
    found = kinds.load(decision.kind, decision.target_id)
    return found if isinstance(found, Moderated) else None


def _author_of(contribution: Moderated) -> int | None:
    return contribution.author_id


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


REDACTION = Appeal(
    lock=_lock,
    find=_find,
    author_of=_author_of,
    stands=_stands,
    undo=_regret,
    region_of=lambda contribution: contribution.region_id,
    title_of=lambda contribution: str(kinds.of(contribution).title(contribution)),
    url_of=lambda contribution: kinds.of(contribution).url(contribution),
)
