from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from neighbourhood.regions.models import Region
from participation.moderation.enums import (
    ComplaintOutcome,
    HintCode,
    Publication,
    Reason,
    Verdict,
)
from participation.moderation.workflow import DECIDED


class QueueItem(models.Model):
    """A contribution that waits for a moderator; at most one open a contribution."""

    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, related_name="+"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=20, blank=True)
    submitted_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    lease_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    lease_until = models.DateTimeField(null=True)
    hold_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["submitted_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="queueitem_oldest_open",
            ),
            models.Index(
                fields=["region", "submitted_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="queueitem_region_open",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_id"],
                condition=Q(closed_at__isnull=True),
                name="queueitem_one_open_per_target",
            ),
            models.CheckConstraint(
                condition=Q(lease_by__isnull=True) | Q(lease_until__isnull=False),
                name="queueitem_lease_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.target_id}"


class Hint(models.Model):
    """Something a moderator may want to know, with its reason; never a verdict."""

    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="hints")
    code = models.CharField(max_length=20, choices=HintCode)
    reason = models.CharField(max_length=200)
    target_kind = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "code", "target_kind", "target_id"],
                name="hint_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} on {self.item_id}"


class Decision(models.Model):
    """What a moderator decided on a contribution, on which version, and why."""

    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    item = models.ForeignKey(
        QueueItem, on_delete=models.SET_NULL, null=True, related_name="decisions"
    )
    verdict = models.CharField(max_length=20, choices=Verdict)
    reason = models.CharField(max_length=30, choices=Reason, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "target_id", "id"], name="decision_target"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(
                    verdict__in=["request_changes", "decline", "hide", "remove"]
                )
                | ~Q(reason=""),
                name="decision_no_needs_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.kind}:{self.target_id}"


class Report(models.Model):
    """A notice about a published contribution (Art. 16 DSA)."""

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
    reason = models.CharField(max_length=30, choices=Reason)
    text = models.TextField(blank=True)
    reported_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "target_id"], name="report_target"),
        ]

    def __str__(self) -> str:
        return f"report on {self.kind}:{self.target_id}"


class Complaint(models.Model):
    """An objection to a decision; never decided by who decided first (Art. 20 DSA)."""

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="complaint"
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

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(first_decided_by__isnull=True)
                | ~Q(decided_by=F("first_decided_by")),
                name="complaint_decided_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="complaint_decided_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"complaint on decision {self.decision_id}"


class ModeratedQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(publication=Publication.PUBLISHED)


class Moderated(models.Model):
    """What every contribution carries: who, where, in which state, which version.

    `version` counts versions of the content; counters never bump it.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    publication = models.CharField(
        max_length=20, choices=Publication, default=Publication.SUBMITTED
    )
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(publication__in=sorted(DECIDED))
                | Q(decision__isnull=False),
                name="%(class)s_leaves_only_by_decision",
            ),
            models.CheckConstraint(
                condition=~Q(publication="published") | Q(published_at__isnull=False),
                name="%(class)s_published_has_time",
            ),
        ]
