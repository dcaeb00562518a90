"""Mails of a round to those who take part: all that have a mailbox, each once."""

from collections.abc import Iterable

from commons.delivery import services as delivery
from neighbourhood.rounds.models import Round, RoundParty


def tell(
    places: Iterable[RoundParty], renderer: str, *, of: str, **params: int
) -> None:
    """Write a mail for each place with a link.

    Args:
        of: names what happened for good; a second call with it tells nobody twice.
        params: ids for the renderer, besides the place's own.
    """
    for party in places:
        if party.link is not None and not party.is_removed:
            delivery.enqueue(
                key=f"{of}:{party.pk}",
                renderer=renderer,
                params={"party": party.pk, **params},
                to_address=party.link.recipient,
            )


def everybody_in(row: Round) -> list[RoundParty]:
    rows = row.parties.present().select_related("link", "department", "due_on")
    return list(rows.order_by("pk"))
