from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.moderation.enums import DONE, Reason, Verdict
from participation.moderation.models.decisions import Decision
from participation.moderation.models.queue import QueueItem

LONGEST_REFUSAL = 300


class BulkRun(models.Model):
    """One decision on many contributions, each of them decided for itself.

    `ruling` holds the arguments of each decision until all are made; then it is
    emptied, for the decisions say it themselves. Nobody is told before `undo_until`.
    """

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    verdict = models.CharField(max_length=20, choices=Verdict)
    reason = models.CharField(max_length=30, choices=Reason, blank=True)
    ruling = models.JSONField(default=dict, blank=True)
    here = models.CharField(max_length=400, blank=True)
    undo_until = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Entscheidung über mehrere")
        indexes = [
            models.Index(
                fields=["made_at"],
                condition=Q(finished_at__isnull=True),
                name="bulkrun_unfinished",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(ruling={}),
                name="bulkrun_finished_keeps_no_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} for many, {self.pk}"

    @property
    def done(self) -> str:
        """What was done, in a word: "abgelehnt"."""
        return str(DONE[self.verdict])


class BulkPickQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(decision__isnull=True, refusal="")

    def decided(self) -> Self:
        """Those that stand, not undone since."""
        return self.filter(decision__isnull=False, decision__undone_at__isnull=True)

    def undone(self) -> Self:
        return self.filter(decision__undone_at__isnull=False)

    def refused(self) -> Self:
        return self.exclude(refusal="")


class BulkPick(models.Model):
    """One contribution of a run: the version that was looked at, and what came of it.

    `refusal` is why it was left as it is, in words.
    """

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="picks")
    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, related_name="bulk_pick"
    )
    refusal = models.CharField(max_length=LONGEST_REFUSAL, blank=True)

    objects = BulkPickQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "item"], name="bulkpick_once"),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | Q(refusal=""),
                name="bulkpick_decided_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.run_id}"
