"""The mail that invites into a network, made when it goes."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.links import services as links
from participation.networks.enums import Visibility
from participation.networks.models import NetworkInvitation
from participation.networks.rules import goes_on
from participation.networks.services import inviting

GERMAN = "de"


def invitation(delivery: Delivery) -> Rendered:
    """The name of a hidden network is not in the mail: addresses have typing errors.

    Raises:
        Withdrawn: it was taken back or answered, or the network has ended.
    """
    rows = NetworkInvitation.objects.select_related("network", "invited_by")
    row = rows.filter(pk=delivery.params["invitation"]).first()
    if row is None or not inviting.is_open(row) or not goes_on(row.network):
        raise Withdrawn
    link = inviting.link_of(row)
    if link is None or not links.is_valid(link):
        raise Withdrawn
    is_hidden = row.network.visibility == Visibility.HIDDEN
    with translation.override(GERMAN):
        return mails.compose(
            "network_invitation",
            {
                "name": "" if is_hidden else row.network.name,
                "who": row.invited_by.public_name if row.invited_by else "",
                "days": inviting.LIFETIME.days,
            },
            subject=_("Einladung in ein Netzwerk"),
            language=GERMAN,
            button=(
                reverse("networks:invitation-link", args=[links.token_of(link)]),
                _("Einladung ansehen"),
            ),
        )
