"""Handing a case on to somebody else of the department, by a link of their own."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.links import services as links
from commons.links.models import SignedLink
from commons.terms.queries import current
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from participation.referrals import rules, workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import DepartmentTerms, HandOver, Referral
from participation.referrals.queries import colleagues as queries
from participation.referrals.services.locking import locked
from participation.referrals.services.referring import LINK_LIFETIME

RENDERER = "referrals.colleague"


@transaction.atomic
def hand_on(
    referral: Referral,
    address: str,
    *,
    note: str = "",
    giver: str = "",
    by: User | None = None,
    link: SignedLink | None = None,
) -> HandOver:
    """Send a link of its own to an address of the department; the first one stays.

    Args:
        giver: who hands it on, as they wrote it.

    Raises:
        RuleViolation: the address is none of the department's, has a link already,
            or the case went to too many.
    """
    referral = locked(referral)
    _require_open(referral)
    _require_address(referral, address)
    hand_over = _given(
        referral,
        address,
        HandOver(from_link=link, handed_by=by, giver=giver, note=note),
    )
    happened("referral.handed_on", referral, by=by, link=hand_over.link_id)
    return hand_over


def _given(referral: Referral, address: str, hand_over: HandOver) -> HandOver:
    """A new link to `address`, and the mail that brings it."""
    now = timezone.now()
    hand_over.referral, hand_over.handed_at = referral, now
    hand_over.link = _granted(referral, address, now + LINK_LIFETIME)
    hand_over.save()
    may_have_it = rules.may_be_handed_out(referral)
    dossier = referral.dossier if may_have_it else None
    hand_over.delivery = delivery.enqueue(
        key=f"colleague:{hand_over.pk}",
        renderer=RENDERER,
        params={"hand_over": hand_over.pk},
        to_address=address,
        attachments=[dossier] if dossier else [],
    )
    hand_over.save(update_fields=["delivery"])
    return hand_over


def _granted(referral: Referral, address: str, expires_at: datetime) -> SignedLink:
    return rules.CASE_DOOR.grant(referral.pk, recipient=address, expires_at=expires_at)


def give_key(referral: Referral, address: str, hand_over: HandOver) -> HandOver:
    """A key to the case that comes with one to more; what brings that writes the mail.

    The caller holds the lock.
    """
    now = timezone.now()
    hand_over.referral, hand_over.handed_at = referral, now
    hand_over.link = _granted(referral, address, now + LINK_LIFETIME)
    hand_over.save()
    happened(
        "referral.handed_on", referral, by=hand_over.handed_by, link=hand_over.link_id
    )
    return hand_over


@transaction.atomic
def revoke(hand_over: HandOver, *, by: User) -> None:
    """End a colleague's link at once; a mail that waits does not go.

    Raises:
        RuleViolation: it has ended already.
    """
    if not links.is_valid(hand_over.link):
        raise RuleViolation(_("Dieser Link gilt schon nicht mehr."), code="link_ended")
    if hand_over.delivery is not None:
        delivery.recall(hand_over.delivery)
    links.revoke(hand_over.link)
    happened("referral.link_revoked", hand_over.referral, by=by, link=hand_over.link_id)


@transaction.atomic
def revoke_link(referral: Referral, link: SignedLink, *, by: User) -> None:
    """End a key that the ladder gave, such as the substitute's.

    Raises:
        RuleViolation: it has ended already, or is none of these.
    """
    referral = locked(referral)
    if link not in queries.substitute_links_of(referral):
        raise RuleViolation(_("Dieser Link gilt schon nicht mehr."), code="link_ended")
    links.revoke(link)
    happened("referral.link_revoked", referral, by=by, link=link.pk)


@transaction.atomic
def renew(referral: Referral, *, by: User) -> HandOver:
    """End the mailbox's link, wherever it went, and send the mailbox a new one.

    Raises:
        RuleViolation: the case is not with the department, or goes there by hand.
    """
    referral = locked(referral)
    _require_open(referral)
    if referral.link is None:
        raise RuleViolation(_("Dieses Amt bekommt keine Mail."), code="goes_by_hand")
    old = referral.link
    links.revoke(old)
    hand_over = _given(referral, old.recipient, HandOver(handed_by=by, is_by_desk=True))
    referral.link = hand_over.link
    referral.save(update_fields=["link"])
    happened("referral.link_renewed", referral, by=by, link=old.pk)
    return hand_over


@transaction.atomic
def follow_address(sent: Delivery) -> None:
    """The mail with a link goes to another address: the link is made for that one.

    So what the SPK reads of who has a key stays true, and a colleague's mail that did
    not arrive leads nobody out of the Amt. The outbox calls this with the delivery
    locked.

    Raises:
        RuleViolation: the link has ended, or the address is none of the department's.
    """
    hand_over = HandOver.objects.select_related("link").get(delivery=sent)
    referral, before = locked(hand_over.referral), hand_over.link
    if not links.is_valid(before):
        raise RuleViolation(_("Dieser Link gilt schon nicht mehr."), code="link_ended")
    if not hand_over.is_by_desk:
        require_known(referral.department, sent.to_address)
    hand_over.link = rules.CASE_DOOR.move(before, recipient=sent.to_address)
    hand_over.save(update_fields=["link"])
    if referral.link_id == before.pk:
        referral.link = hand_over.link
        referral.save(update_fields=["link"])
    happened("referral.link_revoked", referral, by=None, link=before.pk)


def revoke_all(referral: Referral) -> None:
    """The case is taken back: nobody opens it any more, nobody gets a link to it."""
    for hand_over in queries.hand_overs_of(referral):
        if hand_over.delivery is not None:
            delivery.recall(hand_over.delivery)
    for link in queries.links_of(referral):
        links.revoke(link)


def addresses_told(referral: Referral) -> list[str]:
    """Who got a link that is worth a word when all is over, each address once."""
    valid = [link for link in queries.links_of(referral) if links.is_valid(link)]
    return list(dict.fromkeys(link.recipient for link in valid if link.recipient))


def _require_open(referral: Referral) -> None:
    states = workflow.WITH_DEPARTMENT | {ReferralState.STATED}
    if referral.state not in states:
        raise RuleViolation(
            _("Dieser Vorgang liegt nicht mehr bei Ihnen."), code="not_with_department"
        )


def require_known(department: Department, address: str) -> None:
    """Raises RuleViolation for an address that is none of the department's."""
    if not queries.may_get_link(department, address):
        raise RuleViolation(
            _(
                "Diese Adresse kennen wir nicht. Weitergeben können Sie an Adressen "
                "Ihres Amtes: %(domains)s."
            )
            % {"domains": _domains_in_words(department)},
            code="foreign_address",
        )


def _require_address(referral: Referral, address: str) -> None:
    require_known(referral.department, address)
    given = [link for link in queries.links_of(referral) if links.is_valid(link)]
    if address.lower() in {link.recipient.lower() for link in given}:
        raise RuleViolation(
            _("An diese Adresse ging schon ein Link zu diesem Vorgang."),
            code="has_link",
        )
    most = current(DepartmentTerms).colleagues
    if HandOver.objects.filter(referral=referral).count() >= most:
        raise RuleViolation(
            _("Dieser Vorgang ging schon an viele Adressen. Bitte rufen Sie uns an."),
            code="too_many_links",
        )


def _domains_in_words(department: Department) -> str:
    domains = sorted(queries.domains_of(department))
    return ", ".join(f"@{domain}" for domain in domains) or "–"
