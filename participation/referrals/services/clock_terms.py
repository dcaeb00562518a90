"""Changing when somebody is reminded: a new row each time, the old ones stay."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.referrals.models import ClockTerms


@transaction.atomic
def change(values: dict[str, Any], *, by: User) -> ClockTerms:
    """For the rungs from now on; what was climbed or proposed stays as it is."""
    changed = ClockTerms.objects.create(
        **values, changed_at=timezone.now(), changed_by=by
    )
    happened("referral.clock_terms_changed", changed, by=by, terms=changed.pk)
    return changed
