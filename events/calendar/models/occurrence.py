import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from events.calendar.models.event import Event
from events.calendar.models.visible import open_to_all


class OccurrenceQuerySet(models.QuerySet):
    def upcoming(self) -> Self:
        """What is not over yet, the one that goes on now included."""
        return self.filter(ends_at__gt=timezone.now())

    def past(self) -> Self:
        return self.filter(ends_at__lte=timezone.now())

    def taking_place(self) -> Self:
        return self.filter(cancelled_at__isnull=True)

    def listed(self) -> Self:
        """Of events that everybody finds; cancelled ones stay and say so."""
        return self.filter(open_to_all("event__"))

    def visible_to(self, visitor: Visitor) -> Self:
        events = Event.objects.visible_to(visitor).values("pk")
        return self.filter(event__in=events)

    def managed_by(self, visitor: Visitor) -> Self:
        return self.filter(event__in=Event.objects.managed_by(visitor).values("pk"))


class Occurrence(models.Model):
    """One date of an event: what lists, feeds and registrations are about.

    `original_starts_at` is which date of the series it is, however often it was moved;
    an extra one is no date of the rule. `uid` and `sequence` are its name and count of
    changes in everybody's calendar; `sequence` only grows. `taken` seats are held, and
    `capacity` (empty: any number) is a copy of the event's, so that the database itself
    can refuse one too many.
    """

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="occurrences"
    )
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    original_starts_at = models.DateTimeField()
    is_extra = models.BooleanField(default=False)
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    place_text = models.CharField(_("An einem anderen Ort"), max_length=160, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("Warum?"), max_length=300, blank=True)
    taken = models.IntegerField(default=0)
    capacity = models.PositiveIntegerField(null=True, blank=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="occurrence_starts"),
            models.Index(fields=["ends_at", "id"], name="occurrence_ends"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "original_starts_at"],
                name="occurrence_once_in_its_series",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="occurrence_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(taken__gte=0), name="occurrence_taken_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")),
                name="occurrence_never_too_full",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=False) | Q(cancel_reason=""),
                name="occurrence_cancel_reason_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"occurrence {self.pk} of {self.event_id}"

    def get_absolute_url(self) -> str:
        return reverse("calendar:occurrence-show", args=[self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_moved(self) -> bool:
        return self.starts_at != self.original_starts_at

    @property
    def place(self) -> str:
        """Where: its own place, or the event's; needs the event."""
        return self.place_text or self.event.place_text

    @property
    def free_seats(self) -> int | None:
        """None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)
