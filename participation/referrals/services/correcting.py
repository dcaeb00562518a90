from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.verbs.services import happened
from participation.referrals import workflow
from participation.referrals.models import Referral, Statement
from participation.referrals.services import responding, transcripts
from participation.referrals.services.locking import locked
from participation.referrals.services.responding import Said


@transaction.atomic
def correct(
    referral: Referral,
    said: Said,
    *,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Statement:
    """A second statement in place of the first, which stays on record.

    Raises:
        RuleViolation: nothing was stated, or residents have their answer already.
    """
    referral = locked(referral)
    if not workflow.may_correct(referral.state, referral.idea.case):
        raise RuleViolation(
            _("Berichtigen geht nur, bis die Antwort veröffentlicht ist."),
            code="too_late_to_correct",
        )
    responding.drop_waiting(referral, timezone.now())
    transcripts.mark_corrected(referral, by=by)
    source = responding.source_of(link)
    statement = responding.written(referral, said, source=source, by=by, link=link)
    happened("referral.corrected", referral, by=by, link=responding.id_of(link))
    return statement
