"""The key by which somebody without an account finds their registration again.

Opening the link changes nothing: only a press on a button does.
"""

from datetime import datetime, time, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from commons.clock import BERLIN
from commons.links import services as links
from commons.links.doors import Door
from commons.links.models import SignedLink
from events.calendar.models import Registration

DOOR = Door("registration", "registration")


def link_for(registration: Registration) -> SignedLink:
    """The newest key that holds as long as the registration is kept; made if needed."""
    day = registration.forget_on + timedelta(days=1)
    until = datetime.combine(day, time.min, tzinfo=BERLIN)
    link = DOOR.links_of(registration.pk).last()
    if link is not None and links.is_valid(link) and link.expires_at >= until:
        return link
    # Whom it belongs to, the registration says: no address lies here.
    return DOOR.grant(registration.pk, recipient="", expires_at=until)


def url_of(registration: Registration) -> str:
    """The path of its page for whoever has the mail; the event's where no key holds."""
    link = DOOR.links_of(registration.pk).last()
    if link is None or not links.is_valid(link):
        return registration.occurrence.get_absolute_url()
    return reverse("calendar:registration-link", args=[links.token_of(link)])


def opened(request: HttpRequest, registration_id: int) -> bool:
    """Whether this session opened it by a key that is still valid."""
    return DOOR.opened_in(request, registration_id) is not None


def open_for(request: HttpRequest, registration: Registration) -> None:
    """Let this session in at once, after the code that was mailed; only on POST."""
    links.open_link(request, link_for(registration))


def revoke_all(registration_ids: list[int]) -> None:
    """End the keys of registrations that are deleted."""
    rows = SignedLink.objects.filter(
        purpose=DOOR.purpose, kind=DOOR.kind, target_id__in=registration_ids
    )
    rows.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
