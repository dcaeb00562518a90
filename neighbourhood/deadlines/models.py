"""Working days, due dates and reminder steps, for referrals, rounds and measures."""

from django.db import models
from django.db.models import F, Q


class WorkingDay(models.Model):
    """A day on which a Berlin office works: no weekend, no public holiday.

    A due date is a key to such a row, so it can never fall on any other day.
    `ordinal` counts working days, so "twenty working days later" is one look-up.
    """

    day = models.DateField(primary_key=True)
    ordinal = models.PositiveIntegerField(unique=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class Deadline(models.Model):
    """A clock towards somebody who owes an answer.

    `pause_days` sums the finished pauses in calendar days; `paused_at` marks one
    that runs now.
    """

    due_on = models.ForeignKey(
        WorkingDay, on_delete=models.PROTECT, null=True, related_name="+"
    )
    first_due_on = models.ForeignKey(
        WorkingDay, on_delete=models.PROTECT, null=True, related_name="+"
    )
    paused_at = models.DateTimeField(null=True)
    pause_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("first_due_on")),
                name="%(class)s_due_not_before_first_date",
            ),
        ]


class ReminderStep(models.Model):
    """One reminder that went out: once for each thing, due date and step.

    A concrete table adds the key to its thing and a unique constraint.
    """

    due_on = models.ForeignKey(WorkingDay, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=20)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True
