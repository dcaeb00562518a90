from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.sockets import visitor_group
from commons.verbs import registry


def _own_sockets(user: Any) -> list[str]:
    """A person's open sockets look at once what they may still hear."""
    return [visitor_group(user.pk)]


VERBS = (
    registry.Verb(
        "account.role_granted", words=_("Rolle vergeben"), groups=_own_sockets
    ),
    registry.Verb(
        "account.role_withdrawn", words=_("Rolle entzogen"), groups=_own_sockets
    ),
    registry.Verb("account.erased", words=_("Konto gelöscht"), groups=_own_sockets),
)
