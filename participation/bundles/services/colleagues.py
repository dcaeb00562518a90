"""Handing a whole bundle on to somebody else of the department, and ending such keys.

The colleague gets a key to the bundle and one to each of its cases, as the mailbox has
them; both end together.
"""

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
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle, BundleHandOver
from participation.bundles.queries import colleagues as queries
from participation.bundles.queries.answering import keys_of
from participation.bundles.rules import DOOR
from participation.bundles.services.locking import Locked, locked
from participation.referrals import workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import DepartmentTerms, HandOver, Referral
from participation.referrals.services import colleagues, relinking

RENDERER = "bundles.colleague"
THERE = workflow.WITH_DEPARTMENT | {ReferralState.STATED}


@transaction.atomic
def hand_on(
    bundle: Bundle,
    address: str,
    *,
    note: str = "",
    giver: str = "",
    by: User | None = None,
    link: SignedLink | None = None,
) -> BundleHandOver:
    """Send a link of its own to an address of the department; the first one stays.

    Args:
        giver: who hands it on, as they wrote it.

    Raises:
        RuleViolation: the bundle is not with the department, the address is none of
            the department's or has a link already, or it went to too many.
    """
    held = locked(bundle.pk)
    _require_there(held.bundle)
    _require_address(held.bundle, address)
    row = BundleHandOver(
        bundle=held.bundle,
        from_link=link,
        handed_by=by,
        giver=giver,
        note=note,
        handed_at=timezone.now(),
    )
    row.link = DOOR.grant(held.bundle.pk, recipient=address)
    row.save()
    row.cases.set(_with_keys_to_cases(held, row))
    row.delivery = delivery.enqueue(
        key=f"bundle-colleague:{row.pk}",
        renderer=RENDERER,
        params={"bundle": held.bundle.pk, "hand_over": row.pk},
        to_address=address,
    )
    row.save(update_fields=["delivery"])
    happened("bundle.handed_on", held.bundle, by=by, link=row.link_id)
    return row


def _with_keys_to_cases(held: Locked, row: BundleHandOver) -> list[HandOver]:
    """A key to every case that is there and that the address has none to."""
    address = row.link.recipient
    there = [
        referral
        for referral in held.referrals
        if referral.state in THERE
        and referral.department_id == held.bundle.department_id
    ]
    known = keys_of(row.link, [referral.pk for referral in there])
    return [
        colleagues.give_key(
            referral,
            address,
            HandOver(
                handed_by=row.handed_by,
                giver=row.giver,
                from_link=_case_key(referral, row.from_link),
            ),
        )
        for referral in there
        if referral.pk not in known
    ]


def _case_key(referral: Referral, opened: SignedLink | None) -> SignedLink | None:
    """Whoever came by the mailbox's link hands on what that opens."""
    return referral.link if opened is not None else None


@transaction.atomic
def revoke(hand_over: BundleHandOver, *, by: User) -> None:
    """End a colleague's keys at once; a mail that waits does not go.

    Raises:
        RuleViolation: they have ended already.
    """
    _require_valid(hand_over.link)
    if hand_over.delivery is not None:
        delivery.recall(hand_over.delivery)
    held = locked(hand_over.bundle_id)
    links.revoke(hand_over.link)
    for case in hand_over.cases.select_related("link", "delivery"):
        if links.is_valid(case.link):
            colleagues.revoke(case, by=by)
    happened("bundle.link_revoked", held.bundle, by=by, link=hand_over.link_id)


@transaction.atomic
def revoke_link(bundle: Bundle, link: SignedLink, *, by: User) -> None:
    """End a key that nobody handed on, such as the substitute's.

    Raises:
        RuleViolation: it has ended already, or is none of these.
    """
    held = locked(bundle.pk)
    if link not in queries.keys_to(held.bundle).others:
        raise _ended()
    links.revoke(link)
    happened("bundle.link_revoked", held.bundle, by=by, link=link.pk)


@transaction.atomic
def follow_address(sent: Delivery) -> None:
    """The mail with the link goes to another address: all keys are made for that one.

    The outbox calls this with the delivery locked.

    Raises:
        RuleViolation: the link has ended, or the address is none of the department's.
    """
    row = BundleHandOver.objects.select_related("link").get(delivery=sent)
    held, before = locked(row.bundle_id), row.link
    _require_valid(before)
    colleagues.require_known(held.bundle.department, sent.to_address)
    row.link = DOOR.move(before, recipient=sent.to_address)
    row.save(update_fields=["link"])
    for case in row.cases.select_related("link", "referral"):
        if links.is_valid(case.link):
            relinking.move(case.referral, case.link, address=sent.to_address)
    happened("bundle.link_revoked", held.bundle, by=None, link=before.pk)


def _require_there(bundle: Bundle) -> None:
    if bundle.state != BundleState.SENT:
        raise RuleViolation(
            _("Dieses Bündel liegt nicht mehr bei Ihnen."), code="not_with_department"
        )


def _require_address(bundle: Bundle, address: str) -> None:
    colleagues.require_known(bundle.department, address)
    given = [link for link in DOOR.links_of(bundle.pk) if links.is_valid(link)]
    if address.lower() in {link.recipient.lower() for link in given}:
        raise RuleViolation(
            _("An diese Adresse ging schon ein Link zu diesem Bündel."),
            code="has_link",
        )
    most = current(DepartmentTerms).colleagues
    if BundleHandOver.objects.filter(bundle=bundle).count() >= most:
        raise RuleViolation(
            _("Dieses Bündel ging schon an viele Adressen. Bitte rufen Sie uns an."),
            code="too_many_links",
        )


def _require_valid(link: SignedLink) -> None:
    if not links.is_valid(link):
        raise _ended()


def _ended() -> RuleViolation:
    return RuleViolation(_("Dieser Link gilt schon nicht mehr."), code="link_ended")
