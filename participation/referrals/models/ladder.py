from django.conf import settings
from django.db import models
from django.db.models import Q

from commons.delivery.models import Delivery
from neighbourhood.deadlines.models import ReminderStep
from participation.referrals.enums import Step
from participation.referrals.models.referral import Referral


class ReferralReminder(ReminderStep):
    """A rung that a referral has come to; once for each due date.

    What is sent by itself waits for the one mail of its run (`is_pending`; None in
    rows from before that). What is proposed waits for a coordinator: `is_released`
    says what they decided, and nobody decided what the terms let go by itself.
    """

    referral = models.ForeignKey(
        Referral, on_delete=models.CASCADE, related_name="reminders"
    )
    is_pending = models.BooleanField(null=True)
    deliveries = models.ManyToManyField(Delivery, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    is_released = models.BooleanField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(is_pending=True),
                name="referralreminder_pending",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "due_on", "step"], name="referralreminder_once"
            ),
            models.CheckConstraint(
                condition=Q(step__in=Step.values),
                name="referralreminder_known_step",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, is_released__isnull=True)
                | Q(decided_at__isnull=False, is_released__isnull=False),
                name="referralreminder_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} for referral {self.referral_id}"

    @property
    def step_label(self) -> str:
        return str(Step(self.step).label)


class WeeklyList(models.Model):
    """A week whose list has gone to the SPK; so it goes once."""

    monday = models.DateField(primary_key=True)
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.monday.isoformat()
