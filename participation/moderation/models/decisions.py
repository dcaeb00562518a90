from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.moderation.enums import DONE, Publication, Reason, Verdict
from participation.moderation.models.queue import QueueItem


class Decision(models.Model):
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

    class Meta:
        indexes = [
            models.Index(fields=["kind", "target_id", "id"], name="decision_target"),
            models.Index(
                fields=["decided_at"],
                condition=Q(verdict="request_changes"),
                name="decision_changes_requested",
            ),
        ]
        constraints = [
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
        """What was done, in a word: "abgelehnt"."""
        return str(DONE[self.verdict])


class TextModule(models.Model):
    """Words that moderators start from when they tell an author no."""

    reason = models.CharField(_("Grund"), max_length=30, choices=Reason)
    title = models.CharField(_("Name"), max_length=80)
    text = models.TextField(_("Text"))
    is_active = models.BooleanField(_("in Gebrauch"), default=True)

    class Meta:
        ordering = ["reason", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reason", "title"], name="textmodule_once_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(text=""), name="textmodule_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("moderation:text-module-edit", args=[self.pk])
