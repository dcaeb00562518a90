from django.conf import settings
from django.db import models
from django.db.models import Q

from participation.moderation import reasons
from participation.moderation.enums import (
    DONE,
    REDIRECTED,
    Family,
    Publication,
    Reason,
    Verdict,
)
from participation.moderation.models.queue import QueueItem
from participation.moderation.models.stating import Stating
from participation.moderation.models.undoing import Undoable


class Decision(Stating, Undoable):
    """What a moderator decided on a contribution, on which version, and why.

    `state_before` is the publication it met; `asked_again_at` is when somebody who
    was asked for changes was reminded.
    """

    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    item = models.ForeignKey(
        QueueItem, on_delete=models.SET_NULL, null=True, related_name="decisions"
    )
    verdict = models.CharField(max_length=20, choices=Verdict)
    reason = models.CharField(max_length=30, choices=Reason, blank=True)
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    state_before = models.CharField(max_length=20, choices=Publication)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField()
    asked_again_at = models.DateTimeField(null=True)
    # The version of the rule that published it, where no person did.
    trust_rule = models.ForeignKey(
        "moderation.TrustRule",
        on_delete=models.PROTECT,
        null=True,
        related_name="decisions",
    )

    class Meta:
        indexes = [
            *Undoable.Meta.indexes,
            models.Index(fields=["kind", "target_id", "id"], name="decision_target"),
            models.Index(fields=["decided_at"], name="decision_when"),
            models.Index(
                fields=["decided_at"],
                condition=Q(verdict="request_changes"),
                name="decision_changes_requested",
            ),
        ]
        constraints = [
            *Undoable.Meta.constraints,
            *Stating.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(
                    verdict__in=[
                        "request_changes",
                        "decline",
                        "hide",
                        "remove",
                        "merge",
                    ]
                )
                | ~Q(reason=""),
                name="decision_no_needs_reason",
            ),
            models.CheckConstraint(
                condition=Q(asked_again_at__isnull=True) | Q(verdict="request_changes"),
                name="decision_asks_again_for_changes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.kind}:{self.target_id}"

    @property
    def done(self) -> str:
        """What was done, in a word: "entfernt"."""
        return str(REDIRECTED if self.is_redirection else DONE[self.verdict])

    @property
    def family(self) -> Family | None:
        return reasons.FAMILY_OF.get(Reason(self.reason))

    @property
    def is_redirection(self) -> bool:
        """It sends somebody where they get further, and is never called a no."""
        return reasons.is_redirection(self.verdict, self.reason)
