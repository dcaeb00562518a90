"""Answers by mail to a bundle's own address: a person places them, none is lost."""

from datetime import timedelta

from django.utils import timezone

from commons.incoming.services import addresses
from participation.bundles.models import Bundle
from participation.bundles.rules import LINK_KIND

PURPOSE = "bundle-reply"
KIND = LINK_KIND
# As long as the link in the same mail.
ADDRESS_LIFETIME = timedelta(days=180)


def address_of(bundle: Bundle) -> str:
    """The bundle's own address, for the mail that is being made; "" without one."""
    expires_at = timezone.now() + ADDRESS_LIFETIME
    return addresses.address_for(PURPOSE, KIND, bundle.pk, expires_at=expires_at)
