"""A link that went astray: it ends at once, and the mailbox gets another."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.errors import RuleViolation
from commons.links import services as links
from commons.verbs.services import happened
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle, BundleHandOver
from participation.bundles.rules import DOOR
from participation.bundles.services.locking import locked
from participation.bundles.services.reminding import RENDERER


@transaction.atomic
def renew(bundle: Bundle, *, by: User) -> Bundle:
    """End the mailbox's key, also the substitute's; write to the mailbox anew.

    The keys to its single cases stay: each is renewed where it was given. So do those
    of colleagues, whom the department named: each can be ended by itself.

    Raises:
        RuleViolation: it is not with the department, or goes there by hand.
    """
    held = locked(bundle.pk).bundle
    if held.state != BundleState.SENT or held.link is None:
        raise RuleViolation(
            _("Einen neuen Link gibt es erst, wenn die Mail beim Amt ist."),
            code="not_with_department",
        )
    before = held.link
    colleagues = BundleHandOver.objects.filter(bundle=held).values("link_id")
    for link in DOOR.links_of(held.pk).exclude(pk__in=colleagues):
        links.revoke(link)
    held.link = DOOR.grant(held.pk, recipient=before.recipient)
    held.save(update_fields=["link"])
    delivery.enqueue(
        key=f"bundle-link:{held.link.pk}",
        renderer=RENDERER,
        params={"bundle": held.pk},
        to_address=before.recipient,
    )
    happened("bundle.link_renewed", held, by=by, link=before.pk)
    return held
