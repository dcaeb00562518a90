"""A mail that carries a link to a case goes to another address: so does the link."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.links import services as links
from commons.links.models import SignedLink
from commons.verbs.services import happened
from participation.referrals import rules
from participation.referrals.models import HandOver, Question, Referral
from participation.referrals.services.locking import locked


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
