"""What staff say about suggestions. Learning itself is a task's business."""

from django.db import transaction
from django.utils import timezone

from commons import wake
from commons.accounts.models import User
from commons.verbs.services import happened
from participation.referrals.models import SuggestionTerms

LEARN = "referrals.learn"
wake.declare(LEARN)


@transaction.atomic
def change_terms(*, is_shown: bool, least_confidence: int, by: User) -> SuggestionTerms:
    """For all suggestions from now on."""
    values = {
        "is_shown": is_shown,
        "least_confidence": least_confidence,
        "changed_by": by,
        "changed_at": timezone.now(),
    }
    changed, _is_new = SuggestionTerms.objects.update_or_create(pk=1, defaults=values)
    happened(
        "suggestion.terms_changed",
        changed,
        by=by,
        shown=is_shown,
        confidence=least_confidence,
    )
    return changed


def learn_now() -> None:
    """Learn without waiting for the night; the page says what came of it."""
    wake.on_commit(LEARN, is_asked=True)
