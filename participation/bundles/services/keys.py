"""Who may open a bundle by a link: the mailbox, and the substitute once it is late."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commons.links import services as links
from commons.links.models import SignedLink
from participation.bundles.models import Bundle, BundleItem
from participation.bundles.rules import DOOR
from participation.referrals.companions import Company
from participation.referrals.letters import GERMAN
from participation.referrals.models import Referral

ENTRANCE = "bundles:link-show"


def url_of(link: SignedLink) -> str:
    """The address that opens a bundle; its token is made anew for each mail."""
    return f"{settings.BASE_URL}{reverse(ENTRANCE, args=[links.token_of(link)])}"


def opening(referrals: Iterable[Referral], mailbox: str) -> dict[int, Company]:
    """What a mailbox may open all at once, by referral; two queries a bundle."""
    items = BundleItem.objects.filter(referral__in=list(referrals))
    by_bundle: dict[Bundle, list[int]] = {}
    for item in items.select_related("bundle").order_by("bundle", "position"):
        by_bundle.setdefault(item.bundle, []).append(item.referral_id)
    found: dict[int, Company] = {}
    for bundle, pks in by_bundle.items():
        company = _company(bundle, mailbox)
        if company is not None:
            found |= dict.fromkeys(pks, company)
    return found


def _company(bundle: Bundle, mailbox: str) -> Company | None:
    link = _key_of(bundle, mailbox)
    if link is None:
        return None
    with translation.override(GERMAN):
        title = bundle.title or _("Mehrere Ideen in einer Mail")
    return Company(f"bundle:{bundle.pk}", title, bundle.reference, url_of(link))


def let_open(referral: Referral, address: str) -> None:
    """The substitute answers in the department's stead, on a link of its own."""
    item = BundleItem.objects.filter(referral=referral).select_related("bundle").first()
    own = item.bundle.link if item else None
    if item is not None and own is not None and _key_of(item.bundle, address) is None:
        DOOR.grant(item.bundle_id, recipient=address, expires_at=own.expires_at)


def _key_of(bundle: Bundle, mailbox: str) -> SignedLink | None:
    """Of several the one that opens longest."""
    rows = DOOR.links_of(bundle.pk).filter(recipient=mailbox, revoked_at__isnull=True)
    return rows.order_by("-expires_at", "-pk").first()
