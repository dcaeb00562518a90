from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.delivery import services as delivery
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case
from participation.ideas.services import cases
from participation.referrals import companions, workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services import clocks, colleagues, responding
from participation.referrals.services.locking import locked_with_delivery

RENDERER = "referrals.recalled"
# Where the case still stands with the department whose referral is taken back.
WITH_LEAD = frozenset({Case.REFERRED, Case.QUESTION})


@transaction.atomic
def recall(referral: Referral, *, by: User | None, is_told: bool = True) -> Referral:
    """Take a referral back: a waiting mail stays here, the link ends.

    A department that has got it already is told that nothing is left to do.

    Args:
        is_told: not if the caller takes back several and writes one mail for all.

    Raises:
        RuleViolation: the department has answered or given it back.
    """
    referral = locked_with_delivery(referral)
    workflow.require(referral.state, ReferralState.RECALLED)
    was_sent = referral.sent_at is not None
    now = timezone.now()
    referral.state = ReferralState.RECALLED
    clocks.stop(referral, at=now)
    referral.closed_at = now
    referral.save()
    referral.questions.filter(answered_at__isnull=True).update(answered_at=now)
    if referral.goes_along:
        companions.left(referral, by)
    elif referral.delivery is not None:
        delivery.recall(referral.delivery)
    responding.drop_waiting(referral, now)
    addresses = colleagues.addresses_told(referral)
    colleagues.revoke_all(referral)
    if was_sent and is_told:
        for number, address in enumerate(addresses):
            _tell(referral, address, number=number)
    if referral.is_lead and referral.idea.case in WITH_LEAD:
        next_on = due_after(berlin_today(), DESK_WORKING_DAYS).day
        cases.mark_returned(referral.idea, next_on=next_on, by=by)
    happened("referral.recalled", referral, by=by)
    return referral


def _tell(referral: Referral, address: str, *, number: int) -> None:
    """Everybody who had a link; the mailbox comes first."""
    delivery.enqueue(
        key=f"recalled:{referral.pk}" + (f":{number}" if number else ""),
        renderer=RENDERER,
        params={"referral": referral.pk},
        to_address=address,
    )
