"""What the author would read, by really deciding and taking it all back.

The words come from the kind's own verb and its Decision row, so the preview is the
message itself and cannot drift from it; rules that would refuse the decision speak up
here already.
"""

from collections.abc import Callable
from dataclasses import replace

from django.db import transaction
from django.utils import translation

from commons import kinds
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Told
from participation.moderation.models import Decision, Moderated
from participation.moderation.queries.authors import recipient_of


def rehearse(decide: Callable[[], Decision]) -> Told | None:
    """What `decide` would tell the author, in their language; nothing is kept.

    Raises:
        RuleViolation: as `decide` does.
    """
    with transaction.atomic():
        told = _told(decide())
        transaction.set_rollback(True)
    return told


def _told(decision: Decision) -> Told | None:
    contribution = kinds.load(decision.kind, decision.target_id)
    happening = (
        Happening.objects.filter(
            kind=decision.kind,
            target_id=decision.target_id,
            params__decision=decision.pk,
            expanded_at__isnull=True,
        )
        .exclude(verb="report.settled")
        .order_by("-pk")
        .first()
    )
    verb = registry.find(happening.verb) if happening else None
    if happening is None or verb is None or verb.tell is None:
        return None
    if not isinstance(contribution, Moderated):
        return None
    recipient = recipient_of(contribution)
    with translation.override(recipient.language):
        told = verb.tell(contribution, happening.params, recipient)
        # The text may be lazy, and what it reads is about to be taken back.
        return replace(told, text=str(told.text)) if told else None
