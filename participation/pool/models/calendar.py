from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from participation.pool.enums import CalendarProblem
from participation.pool.models.offer import Offer


class CalendarSource(models.Model):
    """The calendar that a house keeps itself, read for the times in which it is busy.

    The address is a secret of the house, so it is sealed; `host` is all that is shown.
    `failing_since` is when it could first not be read; then what was read before
    stays. Its keepers hear of it once (`told_at`).
    """

    offer = models.OneToOneField(
        Offer, on_delete=models.CASCADE, related_name="calendar_source"
    )
    sealed_url = models.BinaryField()
    host = models.CharField(max_length=253)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    entered_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(
        max_length=10,
        choices=CalendarProblem,
        default=CalendarProblem.NONE,
        blank=True,
    )
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["tried_at"], name="calendarsource_next")]
        constraints = [
            models.CheckConstraint(
                condition=Q(failing_since__isnull=True, problem="")
                | (Q(failing_since__isnull=False) & ~Q(problem="")),
                name="calendarsource_problem_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.offer_id}"


class BusyTime(models.Model):
    """The house's own calendar says that it is taken; nothing says what by."""

    source = models.ForeignKey(
        CalendarSource, on_delete=models.CASCADE, related_name="busy_times"
    )
    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="busy_times"
    )
    during = DateTimeRangeField()

    class Meta:
        indexes = [GistIndex(fields=["offer", "during"], name="busytime_during")]

    def __str__(self) -> str:
        return f"busy time {self.pk} of {self.offer_id}"


class OfferCalendarKey(models.Model):
    """The secret address of an offer's bookings for a calendar; only its hash is here.

    It opens as long as the person may look after the offer.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "offer"], name="offercalendarkey_one_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"calendar key {self.pk}"
