"""What is new in a round since somebody was there last."""

from datetime import datetime

from commons.accounts.models import User
from commons.links.models import SignedLink
from neighbourhood.rounds.models import Round, RoundVisit


def seen_until(
    row: Round, *, by: User | None = None, link: SignedLink | None = None
) -> datetime | None:
    """None for somebody who has never been there: to them all is new, so nothing is."""
    if by is None and link is None:
        return None
    visits = RoundVisit.objects.filter(round=row, user=by, link=link)
    return visits.values_list("seen_at", flat=True).first()


def mark_new(row: Round, since: datetime | None, *, own: int | None) -> int:
    """Set `is_new` on messages and newest statements of a round that is loaded.

    Args:
        own: the reader's own place in the round (None for the SPK); own words are
            never new.
    """
    if since is None:
        return 0
    count = 0
    for message in row.messages.all():
        message.is_new = message.party_id != own and message.said_at > since
        count += message.is_new
    for party in row.parties.all():
        said = list(party.statements.all())
        party.is_new = bool(said) and party.pk != own and said[-1].stated_at > since
        count += party.is_new
    return count
