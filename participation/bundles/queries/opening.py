"""What a department sees of a bundle: whether its paper may still be read."""

from participation.bundles.models import Bundle
from participation.referrals.models import Referral
from participation.referrals.rules import may_be_handed_out


def may_be_handed_out_whole(bundle: Bundle) -> bool:
    """The paper holds all of them, so none may have left the public."""
    rows = Referral.objects.filter(bundle_item__bundle=bundle).select_related("idea")
    return all(may_be_handed_out(row) for row in rows)
