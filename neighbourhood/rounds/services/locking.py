"""The order in which rows are locked: delivery, what a higher app holds, round, and
party."""

from commons.delivery.models import Delivery
from neighbourhood.rounds.models import Round, RoundParty


def locked(pk: int) -> Round:
    rows = Round.objects.select_for_update(of=("self",))
    return rows.select_related("region").get(pk=pk)


def locked_party(party: RoundParty) -> RoundParty:
    """The party as it is now, with its round, both locked."""
    row = locked(party.round_id)
    parties = RoundParty.objects.select_for_update(of=("self",))
    found = parties.select_related("department", "link", "delivery").get(pk=party.pk)
    found.round = row
    return found


def locked_with_delivery(party: RoundParty) -> RoundParty:
    """For what takes an invitation back."""
    if party.delivery_id is not None:
        Delivery.objects.select_for_update(of=("self",)).get(pk=party.delivery_id)
    return locked_party(party)
