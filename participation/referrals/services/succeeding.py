"""Open referrals follow a department into the one it becomes part of."""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.links import services as links
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from participation.ideas.services import cases
from participation.referrals import workflow
from participation.referrals.models import Referral, Reuse
from participation.referrals.queries.succeeding import followers_of
from participation.referrals.rules import LINK_KIND, LINK_PURPOSE
from participation.referrals.services.locking import locked_with_delivery
from participation.referrals.services.referring import LINK_LIFETIME

RENDERER = "referrals.moved"


@transaction.atomic
def follow(source: Department, target: Department, *, by: User | None) -> None:
    """Hand over what is unfinished; what is answered stays with whom it was.

    An idea that the target was asked about as well stays where it is: nobody is
    asked twice, and "Heute" names the department that ended with it.
    """
    for referral in followers_of(source, target):
        _hand_on(referral, source, target, by=by)
    Reuse.objects.current().filter(department=source).update(department=target)
    hinted = Referral.objects.filter(suggested_department=source)
    hinted.update(suggested_department=target)


def _hand_on(
    referral: Referral, source: Department, target: Department, *, by: User | None
) -> None:
    referral = locked_with_delivery(referral)
    if referral.state not in workflow.UNFINISHED:
        return
    referral.department = target
    if _has_another_mailbox(referral, target):
        # The old link goes on opening the case: colleagues may hold it already.
        referral.link = links.grant(
            LINK_PURPOSE,
            LINK_KIND,
            referral.pk,
            recipient=target.email,
            expires_at=timezone.now() + LINK_LIFETIME,
        )
        delivery.enqueue(
            key=f"referral-moved:{referral.pk}:{target.pk}",
            renderer=RENDERER,
            params={"referral": referral.pk, "from": source.pk},
            to_address=target.email,
        )
    referral.save(update_fields=["department", "link"])
    if referral.is_lead:
        cases.change_lead(referral.idea, lead=target)
    happened("referral.moved", referral, by=by, department=target.pk)


def _has_another_mailbox(referral: Referral, target: Department) -> bool:
    link = referral.link
    return target.has_mailbox and link is not None and link.recipient != target.email
