"""New ideas of a Stadtteil, as its Rundbrief tells them; one query each."""

from collections.abc import Sequence
from datetime import date

from commons.clock import berlin_date
from commons.html import plain_text
from commons.periods import Period
from commons.text import first_sentence
from neighbourhood.newsletters.sources import Piece
from neighbourhood.regions.models import Region
from participation.ideas.models import Idea

KIND = "idea"
# Nobody chooses among more.
MOST = 200
LONGEST_SUMMARY = 240


def published(region: Region, first: date, last: date) -> Sequence[Piece]:
    """Those that became public in these days, the newest first."""
    ideas = Idea.objects.published().filter(
        region=region, **Period(first, last).within("published_at")
    )
    return [piece_of(idea) for idea in ideas.order_by("-published_at", "-pk")[:MOST]]


def still_public(region: Region, ids: Sequence[int]) -> Sequence[Piece]:
    ideas = Idea.objects.published().filter(region=region, pk__in=ids)
    return [piece_of(idea) for idea in ideas.order_by("-published_at", "-pk")]


def piece_of(idea: Idea) -> Piece:
    words = plain_text(idea.text, LONGEST_SUMMARY)
    return Piece(
        kind=KIND,
        target_id=idea.pk,
        title=idea.title,
        url=idea.get_absolute_url(),
        summary=first_sentence(words),
        day=berlin_date(idea.published_at or idea.submitted_at),
    )
