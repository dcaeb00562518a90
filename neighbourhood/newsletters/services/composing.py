"""Beginning a Rundbrief, and collecting its pieces from all sources."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.newsletters import sources
from neighbourhood.newsletters.models import Item, Newsletter
from neighbourhood.newsletters.models.newsletters import LONGEST_TITLE
from neighbourhood.newsletters.queries.days import LONGEST
from neighbourhood.newsletters.services.drafts import locked_draft, note_change
from neighbourhood.newsletters.sources import Piece, Source
from neighbourhood.regions.models import Region

# More than anybody reads through to choose from.
MOST_PIECES = 60


@transaction.atomic
def begin(region: Region, *, days: tuple[date, date], by: User) -> Newsletter:
    """A draft with all that the sources have of these days.

    Args:
        days: the first and the last, both included.

    Raises:
        RuleViolation: the days are in no order, or too many (`newsletter_days`).
    """
    require_days(*days)
    title = _("Neues aus %(region)s") % {"region": region.name}
    newsletter = Newsletter.objects.create(
        region=region,
        title=title[:LONGEST_TITLE],
        period_from=days[0],
        period_to=days[1],
        created_at=timezone.now(),
        created_by=by,
    )
    collect(newsletter)
    happened("newsletter.begun", newsletter, by=by)
    return newsletter


@transaction.atomic
def refresh(newsletter: Newsletter, *, by: User) -> int:
    """Look again what there is of its days; says how many pieces are new.

    Raises:
        RuleViolation: it is released (`newsletter_released`).
    """
    newsletter = locked_draft(newsletter)
    number = collect(newsletter)
    note_change(newsletter, by=by, count=number)
    return number


def collect(newsletter: Newsletter) -> int:
    """Add what is new and tidy away what no longer fits, in the caller's transaction.

    What somebody decided about, moved or worded stays, marked as outside the days.
    """
    return sum(_collect(newsletter, source) for source in sources.all_sources())


def require_days(first: date, last: date) -> None:
    if first > last:
        raise RuleViolation(
            gettext_lazy("Der letzte Tag liegt vor dem ersten."), code="newsletter_days"
        )
    if last - first > LONGEST + timedelta(days=1):
        raise RuleViolation(
            gettext_lazy("Ein Rundbrief erzählt von höchstens einem Jahr."),
            code="newsletter_days",
        )


def _collect(newsletter: Newsletter, source: Source) -> int:
    days = (newsletter.period_from, newsletter.period_to)
    found = source.collect(newsletter.region, *days)
    pieces = sorted(found, key=lambda piece: piece.day, reverse=True)[:MOST_PIECES]
    rows = newsletter.items.filter(section=source.key).order_by("position", "pk")
    kept = _tidied(list(rows), pieces)
    known = {(item.kind, item.target_id) for item in kept}
    new = [piece for piece in pieces if (piece.kind, piece.target_id) not in known]
    room = source.usual - sum(item.is_included for item in kept)
    ordered = _with_new(newsletter, source, kept, new)
    for item in [item for item in ordered if item._state.adding][: max(room, 0)]:
        item.is_included = True
    _save_in_order(ordered)
    return len(new)


def _tidied(items: list[Item], pieces: Iterable[Piece]) -> list[Item]:
    """The items that stay, each with whether it lies outside the days."""
    there = {(piece.kind, piece.target_id) for piece in pieces}
    kept = []
    for item in items:
        item.is_outside = (item.kind, item.target_id) not in there
        if item.is_outside and not (item.is_chosen or item.text):
            item.delete()
        else:
            kept.append(item)
    return kept


def _with_new(
    newsletter: Newsletter, source: Source, kept: list[Item], new: Sequence[Piece]
) -> list[Item]:
    """New pieces go before the first that is older; the order of the rest stays."""
    ordered = list(kept)
    for piece in new:
        item = Item(
            newsletter=newsletter,
            section=source.key,
            kind=piece.kind,
            target_id=piece.target_id,
            day=piece.day,
            is_included=False,
        )
        older = (
            place
            for place, other in enumerate(ordered)
            if other.day is not None and other.day < piece.day
        )
        ordered.insert(next(older, len(ordered)), item)
    return ordered


def _save_in_order(items: list[Item]) -> None:
    for position, item in enumerate(items, start=1):
        item.position = position
    Item.objects.bulk_create([item for item in items if item._state.adding])
    known = [item for item in items if not item._state.adding]
    Item.objects.bulk_update(known, ["position", "is_outside"])
