"""A mail that carries a link to a case goes to another address: so does the link."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.links import services as links
from commons.links.models import SignedLink
from commons.verbs.services import happened
from participation.referrals import rules
from participation.referrals.models import (
    HandOver,
    Question,
    Referral,
    ReferralReminder,
    Reuse,
)
from participation.referrals.queries.colleagues import links_of
from participation.referrals.services import reviewing
from participation.referrals.services.locking import locked

# Where the mail went last, once it has moved: its link bears that address.
LAST_ADDRESS = "last_address"


def move(referral: Referral, link: SignedLink, *, address: str) -> SignedLink:
    """End a link and give its place to one for `address`; the caller has the lock.

    Raises:
        RuleViolation: it opens nothing any more.
    """
    if not links.is_valid(link):
        raise RuleViolation(_("Dieser Link gilt schon nicht mehr."), code="link_ended")
    moved = rules.CASE_DOOR.move(link, recipient=address)
    if referral.link_id == link.pk:
        referral.link = moved
        referral.save(update_fields=["link"])
    HandOver.objects.filter(link=link).update(link=moved)
    happened("referral.link_revoked", referral, by=None, link=link.pk)
    return moved


@transaction.atomic
def follow_question(sent: Delivery) -> None:
    """The answer to a department's question goes elsewhere.

    Raises:
        RuleViolation: the link has ended, which the mail was to bring.
    """
    question = Question.objects.select_related("referral").get(
        pk=sent.params["question"]
    )
    referral = locked(question.referral)
    pk = sent.params.get("link", referral.link_id)
    link = SignedLink.objects.filter(pk=pk).first()
    if link is None:
        raise RuleViolation(_("Dieser Link gilt schon nicht mehr."), code="link_ended")
    moved = move(referral, link, address=sent.to_address)
    sent.params = {**sent.params, "link": moved.pk}
    sent.save(update_fields=["params"])


@transaction.atomic
def follow_reminder(sent: Delivery) -> None:
    """A reminder of several cases goes elsewhere: each with a link of its own.

    Who had no link gets none: a head or an Abteilung answers no case.
    """
    before = sent.params.get(LAST_ADDRESS) or sent.first_address
    reminders = ReferralReminder.objects.filter(deliveries=sent)
    referrals = Referral.objects.filter(reminders__in=reminders).distinct()
    for row in referrals.order_by("idea_id", "pk"):
        referral = locked(row)
        known = links_of(referral).filter(recipient=before, revoked_at__isnull=True)
        link = known.order_by("-expires_at", "-pk").first()
        if link is not None and links.is_valid(link):
            move(referral, link, address=sent.to_address)
    sent.params = {**sent.params, LAST_ADDRESS: sent.to_address}
    sent.save(update_fields=["params"])


@transaction.atomic
def follow_reuse(sent: Delivery) -> None:
    """What tells an Amt of an answer that was told again goes elsewhere.

    Raises:
        RuleViolation: the link has ended, which the mail was to bring.
    """
    reuse = reviewing.locked(Reuse.objects.get(pk=sent.params["reuse"]))
    if reuse.link is None or not links.is_valid(reuse.link):
        raise RuleViolation(_("Dieser Link gilt schon nicht mehr."), code="link_ended")
    reuse.link = rules.REUSE_DOOR.move(reuse.link, recipient=sent.to_address)
    reuse.save(update_fields=["link"])
