from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from neighbourhood.regions.models import Region
from participation.moderation.coverage import moderates
from participation.moderation.enums import ComplaintOutcome, Reason
from participation.moderation.models.decisions import Decision
from participation.moderation.models.queue import QueueItem


class Report(models.Model):
    """A notice about a published contribution (Art. 16 DSA).

    `address` is where somebody without an account wants to hear what came of it.
    """

    item = models.ForeignKey(
        QueueItem, on_delete=models.SET_NULL, null=True, related_name="reports"
    )
    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    address = models.EmailField(blank=True)
    language = models.CharField(max_length=8, default="de")
    reason = models.CharField(_("Was stimmt nicht?"), max_length=30, choices=Reason)
    text = models.TextField(_("Was sollen wir wissen?"), blank=True)
    reported_at = models.DateTimeField()
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="reports"
    )

    class Meta:
        indexes = [
            models.Index(fields=["kind", "target_id"], name="report_target"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="report_says_what_is_wrong"
            ),
            models.UniqueConstraint(
                fields=["kind", "target_id", "reported_by"],
                condition=Q(decision__isnull=True, reported_by__isnull=False),
                name="report_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"report on {self.kind}:{self.target_id}"


class ComplaintQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(decided_at__isnull=True)

    def visible_to(self, visitor: Visitor) -> Self:
        """What lies in the regions that the visitor moderates."""
        return self.filter(moderates(visitor))


class Complaint(models.Model):
    """An objection to a decision; never decided by who decided first (Art. 20 DSA)."""

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="complaint"
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, related_name="+"
    )
    complained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    text = models.TextField(_("Ihr Einwand"))
    complained_at = models.DateTimeField()
    first_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=ComplaintOutcome, blank=True)
    answer = models.TextField(_("Antwort"), blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["complained_at", "id"],
                condition=Q(decided_at__isnull=True),
                name="complaint_oldest_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(first_decided_by__isnull=True)
                | ~Q(decided_by=F("first_decided_by")),
                name="complaint_decided_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="", answer="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="") & ~Q(answer="")),
                name="complaint_decided_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"complaint on decision {self.decision_id}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:complaint", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.decided_at is None
