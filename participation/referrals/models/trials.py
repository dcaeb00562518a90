"""What a draft of the rules would change, tried on the ideas that came last."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from neighbourhood.departments.models import Department
from participation.ideas.models import Idea
from participation.referrals.models.routing import RuleBook


class Trial(models.Model):
    """A run of one revision of a draft; a worker fills its rows."""

    book = models.ForeignKey(RuleBook, on_delete=models.CASCADE, related_name="trials")
    revision = models.PositiveIntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    # The idea that was tried last; the newest comes first.
    last_idea = models.PositiveBigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("Probelauf der Regeln")
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="trial_done_within_total"
            ),
        ]

    def __str__(self) -> str:
        return gettext("Probelauf vom %(day)s") % {"day": self.made_at.date()}

    def get_absolute_url(self) -> str:
        return reverse("referrals:rule-trial", args=[self.pk])

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class TrialRowQuerySet(models.QuerySet):
    def changed(self) -> Self:
        return self.filter(is_changed=True)

    def unmatched(self) -> Self:
        return self.filter(rule_number__isnull=True)

    def lost(self) -> Self:
        """A rule fits, but its department is gone and nobody took its place."""
        return self.filter(rule_number__isnull=False, after__isnull=True)


class TrialRow(models.Model):
    """One idea: where the published rules send it, and where the draft would.

    `rule_number` is that of the draft's rule, which may be gone by the time it is read.
    """

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="rows")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    before = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    after = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_changed = models.BooleanField()
    rule_number = models.PositiveIntegerField(null=True)
    conditions = models.JSONField(default=list, blank=True)

    objects = TrialRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["trial", "idea"], name="trialrow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} in {self.trial_id}"
