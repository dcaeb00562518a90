"""What a secret address of a calendar opens."""

from commons.tokens import hash_of, is_token
from participation.networks.models import CalendarKey, Network
from participation.networks.queries.members import may_hear


def opened_by(token: str) -> Network | None:
    """The network, as long as the key's owner may read it.

    None for everything else, so that nobody learns which it is.
    """
    if not is_token(token):
        return None
    rows = CalendarKey.objects.filter(token_hash=hash_of(token), user__is_active=True)
    key = rows.select_related("network__region").first()
    if key is None or not may_hear(key.user_id, key.network):
        return None
    return key.network


def key_of(user_id: int | None, network: Network) -> CalendarKey | None:
    if user_id is None:
        return None
    return CalendarKey.objects.filter(user_id=user_id, network=network).first()
