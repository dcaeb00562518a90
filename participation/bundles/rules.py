"""Who may do what with bundles; the states are the services' business."""

from collections.abc import Iterable

from commons.accounts.visitors import Visitor
from commons.links.doors import Door
from commons.links.models import SignedLink
from neighbourhood.departments.clerks import Clerk
from participation.bundles.models import Bundle
from participation.moderation.rules import can_see_desk
from participation.referrals.models import Referral
from participation.referrals.rules import can_handle

LINK_PURPOSE = "bundle"
LINK_KIND = "bundle"
DOOR = Door(LINK_PURPOSE, LINK_KIND)


def can_bundle(visitor: Visitor) -> bool:
    """See the lists and proposals; which ideas, each idea says (`can_refer`)."""
    return can_see_desk(visitor)


def can_handle_all(visitor: Visitor, referrals: Iterable[Referral]) -> bool:
    """Act on the whole bundle: every row is of one's own regions, none one's own."""
    return all(can_handle(visitor, referral) for referral in referrals)


def opens(link: SignedLink | None, bundle: Bundle) -> bool:
    """A link opens one bundle with its rows, until it expires or is revoked."""
    return DOOR.opens(link, bundle.pk)


def can_answer_for_department(clerk: Clerk, bundle: Bundle) -> bool:
    """Act for the department: on the bundle's link, or as its member."""
    return clerk.may_speak(DOOR, bundle.pk, bundle.department_id)
