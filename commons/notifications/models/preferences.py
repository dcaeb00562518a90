from django.conf import settings
from django.db import models
from django.db.models import Q

from commons.notifications.enums import Pace

DAILY_HOUR = 7
# ISO: 1 is Monday. Thursday afternoon leaves time for what happens at the weekend.
WEEKLY_DAY, WEEKLY_HOUR = 4, 17


class MailPreference(models.Model):
    """Whether somebody wants mail beside the bell, and when; without a row they do.

    Hours and days are those of Berlin. `paused_until` is the first day with mail again.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
    )
    wants_mail = models.BooleanField()
    changed_at = models.DateTimeField()
    daily_hour = models.PositiveSmallIntegerField(
        default=DAILY_HOUR, db_default=DAILY_HOUR
    )
    weekly_day = models.PositiveSmallIntegerField(
        default=WEEKLY_DAY, db_default=WEEKLY_DAY
    )
    weekly_hour = models.PositiveSmallIntegerField(
        default=WEEKLY_HOUR, db_default=WEEKLY_HOUR
    )
    paused_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(daily_hour__lte=23, weekly_hour__lte=23),
                name="mailpreference_hours_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(weekly_day__gte=1, weekly_day__lte=7),
                name="mailpreference_day_of_a_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {'mail' if self.wants_mail else 'no mail'}"


class SubjectPreference(models.Model):
    """How soon somebody wants mail about one subject; else its default holds."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    subject = models.CharField(max_length=30)
    pace = models.CharField(max_length=10, choices=Pace.choices)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "subject"], name="subjectpreference_once"
            ),
            models.CheckConstraint(
                condition=Q(pace__in=Pace.values), name="subjectpreference_known_pace"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.subject} {self.pace}"


class MutedAddress(models.Model):
    """An address without an account that wants no more mail; only its hash is kept."""

    address_hash = models.CharField(max_length=64, unique=True)
    muted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address_hash[:8]
