"""Open referrals follow a department into the one it becomes part of."""

from django.db import transaction

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.links import services as links
from commons.links.models import SignedLink
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from participation.ideas.services import cases
from participation.referrals import workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral, Reuse
from participation.referrals.queries.succeeding import followers_of
from participation.referrals.rules import CASE_DOOR
from participation.referrals.services import outcomes, referring
from participation.referrals.services.locking import locked_with_delivery

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
    goes_anew = False
    if _has_another_mailbox(referral, target):
        if referral.goes_along:
            referral.link = _link_for(referral, target)
        else:
            goes_anew = _write_to(referral, source, target)
    referral.save(update_fields=["department", "link", "delivery"])
    if referral.is_lead:
        cases.change_lead(referral.idea, lead=target)
    if goes_anew and referral.state == ReferralState.FAILED:
        outcomes.queue_again(referral, by=by)
    happened("referral.moved", referral, by=by, department=target.pk)


def _write_to(referral: Referral, source: Department, target: Department) -> bool:
    """Tell the new mailbox, on a link of its own; True if the letter goes there anew.

    What never left, or came back, is the letter itself, and its link ends. Else the old
    link goes on opening the case: colleagues may hold it already.
    """
    old, mail = referral.link, referral.delivery
    is_letter = (
        referral.state not in workflow.WITH_DEPARTMENT
        and mail is not None
        and delivery.recall(mail)
    )
    if is_letter and old is not None:
        links.revoke(old)
    referral.link = _link_for(referral, target)
    referral.delivery = delivery.enqueue(
        key=f"referral-moved:{referral.pk}:{target.pk}",
        renderer=referring.RENDERER if is_letter else RENDERER,
        params={"referral": referral.pk, "from": source.pk},
        to_address=target.email,
        attachments=[referral.dossier] if is_letter and referral.dossier else [],
    )
    return is_letter


def _link_for(referral: Referral, target: Department) -> SignedLink:
    """What goes along is told to the mailbox by whoever made the common mail."""
    return CASE_DOOR.grant(referral.pk, recipient=target.email)


def _has_another_mailbox(referral: Referral, target: Department) -> bool:
    link = referral.link
    return target.has_mailbox and link is not None and link.recipient != target.email
