"""Who holds a key to a bundle, and how they got it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from commons.links import services as links
from commons.links.models import SignedLink
from participation.bundles.models import Bundle, BundleHandOver
from participation.bundles.rules import DOOR


@dataclass(frozen=True)
class Keys:
    """All that opens a bundle without an account, or did.

    `mailbox` is the newest to the department itself; `others` still open it, such as
    the substitute's and an earlier mailbox's.
    """

    mailbox: SignedLink | None
    colleagues: list[BundleHandOver]
    others: list[SignedLink]

    def __bool__(self) -> bool:
        return bool(self.mailbox or self.colleagues or self.others)


def hand_overs_of(bundle: Bundle) -> QuerySet[BundleHandOver]:
    return (
        BundleHandOver.objects.filter(bundle=bundle)
        .select_related("bundle", "link", "from_link", "handed_by", "delivery")
        .order_by("pk")
    )


def keys_to(bundle: Bundle) -> Keys:
    """For the SPK; two queries."""
    colleagues = list(hand_overs_of(bundle))
    known = {row.link_id for row in colleagues} | {bundle.link_id}
    others = [
        link
        for link in DOOR.links_of(bundle.pk)
        if link.pk not in known and links.is_valid(link)
    ]
    return Keys(bundle.link, colleagues, others)
