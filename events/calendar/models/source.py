"""A partner's own calendar, and what came in from it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.blackening import BAR
from events.calendar.models.event import Event
from events.calendar.models.occurrence import Occurrence
from events.calendar.source_states import (
    READING,
    Placing,
    SourceProblem,
    SourceState,
)
from neighbourhood.regions.models import PlanningArea, Region
from participation.actors.models import Actor, spoken_for
from participation.moderation.rules import moderates

LONGEST_PLACE = 160


class CalendarSourceQuerySet(models.QuerySet):
    def visible_to(self, visitor: Visitor) -> Self:
        """Those of actors that one speaks for, and where one moderates."""
        if visitor.user_id is None:
            return self.none()
        here = Actor.objects.filter(moderates(visitor)).values("pk")
        return self.filter(Q(actor__in=spoken_for(visitor)) | Q(actor__in=here))

    def due(self) -> Self:
        """Those whose turn it is, the longest waiting first."""
        rows = self.filter(state__in=READING, next_at__lte=timezone.now())
        return rows.order_by("next_at", "pk")


class CalendarSource(models.Model):
    """The calendar that an actor keeps elsewhere, read for its events.

    The address may be a secret, so it is sealed; `host` is all that is shown. `tries`
    counts readings since the last one that went well, the one that is going on
    included; `began_at` is set while one goes on. `etag` and `last_modified` are by
    what the other side knows what we have, `digest` by what we do. `preview` and
    `unread` are what the last reading found: codes, titles and places, no rows of ours.
    `doubted_at` is when so much was missing at once that we look again first.
    """

    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, related_name="calendar_sources"
    )
    name = models.CharField(_("Wie heißt dieser Kalender?"), max_length=80, blank=True)
    sealed_url = models.BinaryField()
    host = models.CharField(max_length=253)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Stadtteil"),
    )
    placing = models.CharField(max_length=10, choices=Placing, default=Placing.BY_PLACE)
    state = models.CharField(
        max_length=10, choices=SourceState, default=SourceState.TRIAL
    )
    problem = models.CharField(
        max_length=10,
        choices=SourceProblem,
        default=SourceProblem.NONE,
        blank=True,
    )
    tries = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField()
    connected_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    whole_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    doubted_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    preview = models.JSONField(default=dict, blank=True)
    unread = models.JSONField(default=list, blank=True)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = CalendarSourceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(state__in=["trial", "active"]),
                name="calendar_source_next",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="trial") | Q(connected_at__isnull=False),
                name="source_connected_has_time",
            ),
            models.CheckConstraint(
                condition=Q(failing_since__isnull=True, problem="")
                | (Q(failing_since__isnull=False) & ~Q(problem="")),
                name="source_problem_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.host

    def get_absolute_url(self) -> str:
        return reverse("calendar:source-show", args=[self.pk])

    @property
    def is_trial(self) -> bool:
        return self.state == SourceState.TRIAL

    @property
    def is_active(self) -> bool:
        return self.state == SourceState.ACTIVE

    @property
    def is_paused(self) -> bool:
        return self.state == SourceState.PAUSED

    @property
    def is_waiting(self) -> bool:
        """Nobody has read it yet, well or not."""
        return self.read_at is None and not self.problem


class SourcePlace(models.Model):
    """A place as the calendar writes it, and where we think, or were told, it is.

    `is_chosen` is what somebody said; the rest is found by its address and found anew.
    `digest` is by what the words are known when the calendar says them again: they may
    have been blackened here, and stay black for all that happens there.
    """

    source = models.ForeignKey(
        CalendarSource, on_delete=models.CASCADE, related_name="places"
    )
    text = models.CharField(max_length=LONGEST_PLACE)
    digest = models.CharField(max_length=64, editable=False)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    planning_area = models.ForeignKey(
        PlanningArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    is_chosen = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["text", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "digest"], name="sourceplace_once_a_source"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__isnull=False, lat__isnull=False),
                name="sourceplace_point_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_blackened(self) -> bool:
        return BAR in self.text


class ImportedEvent(models.Model):
    """An event that is kept in somebody's own calendar: its words and times hold.

    `fingerprint` is what the source said last, so that only a change of it is written;
    `site_print` where we placed it, so that a pin set by hand stays.
    `changed_at` is when the source changed what people had read already. `is_stale`:
    nobody could say for long whether it still holds, so it left the lists.
    """

    event = models.OneToOneField(
        Event, on_delete=models.CASCADE, related_name="imported"
    )
    source = models.ForeignKey(
        CalendarSource, on_delete=models.CASCADE, related_name="imported"
    )
    url = models.URLField(max_length=500, blank=True)
    fingerprint = models.CharField(max_length=64)
    site_print = models.CharField(max_length=64, blank=True)
    place = models.ForeignKey(
        SourcePlace, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    is_stale = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"event {self.event_id} of source {self.source_id}"


class ImportedDate(models.Model):
    """One date of an imported event.

    `gone_at` is when the source no longer had it or had called it off: we cancelled it
    then, and would hold it again if it came back. What people here call off stays so.
    """

    occurrence = models.OneToOneField(
        Occurrence, on_delete=models.CASCADE, related_name="imported"
    )
    imported = models.ForeignKey(
        ImportedEvent, on_delete=models.CASCADE, related_name="dates"
    )
    changed_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"date {self.occurrence_id}"
