"""What a department sees of a bundle: the rows that are its business."""

from participation.bundles.models import Bundle
from participation.referrals.models import Referral
from participation.referrals.rules import may_be_handed_out
from participation.referrals.workflow import SENT


def rows_for_department(bundle: Bundle) -> list[Referral]:
    """Those that it got and that everybody may still read, in their order; one query.

    One that followed another way meanwhile is another department's.
    """
    rows = Referral.objects.filter(
        bundle_item__bundle=bundle,
        department=bundle.department_id,
        state__in=sorted(SENT),
    )
    found = rows.select_related("idea__region", "idea__topic", "department", "link")
    ordered = found.order_by("bundle_item__position")
    return [row for row in ordered if may_be_handed_out(row)]


def may_be_handed_out_whole(bundle: Bundle) -> bool:
    """The paper holds all of them, so none may have left the public."""
    rows = Referral.objects.filter(bundle_item__bundle=bundle).select_related("idea")
    return all(may_be_handed_out(row) for row in rows)
