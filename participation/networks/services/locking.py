"""One network at a time: whoever counts its members or its posts holds its row."""

from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.networks.models import Network
from participation.networks.rules import goes_on


def locked(pk: int) -> Network:
    return Network.objects.select_for_update(of=("self",)).get(pk=pk)


def require_going_on(network: Network) -> None:
    if not goes_on(network):
        raise RuleViolation(
            _("Dieses Netzwerk ist abgeschlossen oder noch nicht freigegeben."),
            code="network_over",
        )
