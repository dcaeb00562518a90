"""The order in which rows are locked: what a higher app holds, round, party."""

from neighbourhood.rounds.models import Round, RoundParty


def locked(pk: int) -> Round:
    rows = Round.objects.select_for_update(of=("self",))
    return rows.select_related("region").get(pk=pk)


def locked_party(party: RoundParty) -> RoundParty:
    """The party as it is now, with its round, both locked."""
    row = locked(party.round_id)
    parties = RoundParty.objects.select_for_update(of=("self",))
    found = parties.select_related("department", "link").get(pk=party.pk)
    found.round = row
    return found
