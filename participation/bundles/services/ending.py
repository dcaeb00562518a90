"""A bundle ends when its last row has ended, however that came about."""

from typing import Any

from django.utils import timezone

from commons.verbs.models import Happening
from commons.verbs.registry import Verb
from commons.verbs.services import happened
from participation.bundles import workflow
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.services.locking import locked_alone
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral

# After these a referral waits for nobody any more.
ENDINGS = frozenset({"referral.stated", "referral.returned", "referral.recalled"})


def follow(*, verb: Verb, target: Any, happening: Happening) -> None:  # noqa: ARG001 -- an effect's shape
    """Hear of every row that ends, in the transaction in which it does.

    That one holds the row's idea, which whoever works on the whole bundle wants first:
    so nobody waits in a circle.
    """
    if verb.key not in ENDINGS or not target.goes_along:
        return
    found = Bundle.objects.unfinished().filter(items__referral=target).first()
    if found is not None:
        settle(locked_alone(found.pk))


def settle(bundle: Bundle) -> Bundle:
    """End it if nothing in it is open any more; the caller holds its lock."""
    rows = Referral.objects.filter(bundle_item__bundle=bundle)
    if bundle.state in workflow.ENDED or rows.unfinished().exists():
        return bundle
    was_answered = rows.exclude(state=ReferralState.RECALLED).exists()
    if was_answered:
        _end(bundle, BundleState.DONE)
        happened("bundle.done", bundle, by=None)
    else:
        _end(bundle, BundleState.RECALLED)
        happened("bundle.recalled", bundle, by=None)
    return bundle


def _end(bundle: Bundle, state: BundleState) -> None:
    workflow.require(bundle.state, state)
    bundle.state, bundle.closed_at = state, timezone.now()
    bundle.save(update_fields=["state", "closed_at"])
