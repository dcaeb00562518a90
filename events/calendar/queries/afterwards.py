"""What stays of a date, as its page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.files.models import StoredFile
from commons.followups.registry import MOST_ITEMS, Item
from events.calendar import rules
from events.calendar.addresses import address_of
from events.calendar.models import Aftermath, AftermathPhoto, Event, Occurrence
from events.calendar.queries.registrations import turnout_of
from participation.ideas.models import Idea
from participation.moderation.rules import moderates


@dataclass(frozen=True)
class Story:
    """`came` is None where nobody counted; ideas are those that the visitor sees."""

    aftermath: Aftermath
    ideas: Sequence[Idea]
    photos: Sequence[AftermathPhoto]
    came: int | None
    may_release: bool


def story_of(occurrence: Occurrence, visitor: Visitor) -> Story | None:
    """None where nothing is written that the visitor may read."""
    row = Aftermath.objects.filter(occurrence=occurrence).first()
    if row is None or row.edited_at is None:
        return None
    row.occurrence = occurrence
    may_release = rules.can_release(visitor, row)
    if not row.is_released and not (
        may_release or rules.can_manage(visitor, occurrence.event)
    ):
        return None
    return Story(
        aftermath=row,
        ideas=list(row.ideas.visible_to(visitor).order_by("pk")),
        photos=list(row.photos.select_related("stored_file")),
        came=row.heads or turnout_of(occurrence).came or None,
        may_release=may_release and not row.is_released,
    )


def written_about(event: Event) -> Sequence[Aftermath]:
    """All that was written after its dates, released or not, with its pictures."""
    rows = Aftermath.objects.filter(occurrence__event=event, edited_at__isnull=False)
    related = rows.select_related("occurrence").prefetch_related("photos__stored_file")
    return list(related.order_by("occurrence__starts_at", "pk"))


def can_see_picture(visitor: Visitor, file: StoredFile) -> bool:
    rows = Aftermath.objects.filter(photos__stored_file=file).select_related(
        "occurrence__event"
    )
    return any(story_of(row.occurrence, visitor) for row in rows)


def is_public_picture(file: StoredFile) -> bool:
    return Aftermath.objects.public().filter(photos__stored_file=file).exists()


def waiting(visitor: Visitor) -> Iterator[Item]:
    """For "Heute": what the SPK has to read before it is public; one query."""
    rows = Aftermath.objects.filter(
        released_at__isnull=True,
        edited_at__isnull=False,
        occurrence__event__in=Event.objects.listed().filter(moderates(visitor)),
    )
    if visitor.user_id:
        rows = rows.exclude(author_id=visitor.user_id)
    related = rows.select_related("occurrence__event").order_by("edited_at", "pk")
    for row in related[:MOST_ITEMS]:
        event = row.occurrence.event
        yield Item(
            title=event.title,
            url=address_of(row.occurrence),
            detail=str(_("Nach der Veranstaltung: lesen und freigeben")),
            since=row.edited_at,
            region_id=event.region_id,
        )
