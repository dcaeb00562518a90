"""Finding subscriptions: by their number, their account, or their address."""

from commons.accounts.models import User
from commons.delivery import sealing
from commons.delivery.addressees import Addressee
from commons.delivery.services import find_suppression
from commons.notifications.services import addresses
from neighbourhood.newsletters.models import Subscription
from neighbourhood.newsletters.subscribing import PURPOSE
from neighbourhood.newsletters.subscription_keys import hashes_of
from neighbourhood.regions.models import Region


def subscription(pk: int | None) -> Subscription | None:
    """With its reader; None once it has ended."""
    return Subscription.objects.select_related("user").filter(pk=pk or 0).first()


def subscription_of(user: User) -> Subscription | None:
    return Subscription.objects.filter(user=user).first()


def address_of(row: Subscription) -> str:
    """Opened only to write to it, and for the person who it belongs to."""
    if row.user is not None:
        return row.user.email
    if row.sealed is None:  # only until it is deleted
        return ""
    return str(sealing.unseal(row.sealed, purpose=PURPOSE)["email"])


def find_addressee(pk: int) -> Addressee | None:
    """What the outbox asks at sending; None if the subscription has ended."""
    row = subscription(pk)
    return Addressee(email=address_of(row)) if row else None


def regions_of(row: Subscription) -> list[Region]:
    """The chosen Stadtteile by number; all of them for "alle"."""
    regions = Region.objects.order_by("number")
    if row.is_everywhere:
        return list(regions)
    return list(
        regions.filter(pk__in=row.regions.values("region_id")).order_by("number")
    )


def has_region(row: Subscription, region: Region) -> bool:
    return row.is_everywhere or row.regions.filter(region=region).exists()


def account_of(address: str) -> User | None:
    """Whose mailbox it is as far as we know: proved by a mail, and still active."""
    return User.objects.filter(
        email__iexact=address.strip(),
        is_active=True,
        emailaddress__email__iexact=address.strip(),
        emailaddress__verified=True,
    ).first()


def is_closed(address: str) -> bool:
    """Mail came back from there, or its owner wants none."""
    return find_suppression(address) is not None or addresses.is_muted(address)


def confirmed_at(address: str) -> Subscription | None:
    """The confirmed subscription of an address without an account."""
    rows = Subscription.objects.filter(confirmed_at__isnull=False)
    return rows.filter(mail_hash__in=hashes_of(address)).first()
