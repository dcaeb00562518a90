"""What an Amt announced goes along when it becomes part of another."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.verbs.services import happened
from events.calendar.models import Event
from events.calendar.services import locking
from neighbourhood.departments.following import Moving
from neighbourhood.departments.models import Department

NAMED = 3


def follow(source: Department, target: Department, *, by: User | None) -> None:
    """All of them, for the pages of what is over name who invited, too."""
    for event in Event.objects.filter(department=source).order_by("pk"):
        row = locking.locked(event)
        row.department = target
        row.save(update_fields=["department"])
        to_come = row.occurrences.upcoming().taking_place().order_by("pk")
        locking.count_changes(list(to_come))
        happened("event.edited", row, by=by)


def preview(source: Department, _target: Department) -> Iterator[Moving]:
    rows = Event.objects.filter(
        department=source, occurrences__ends_at__gt=timezone.now()
    )
    rows = rows.order_by("starts_at", "pk").distinct()
    titles = list(rows.values_list("title", flat=True))
    if titles:
        yield Moving(_("Veranstaltungen"), len(titles), tuple(titles[:NAMED]))
