from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from participation.ideas.enums import Case
from participation.ideas.models.idea import Idea
from participation.moderation.enums import Publication
from participation.moderation.models import Decision


class MergeQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """One idea went into another; what is needed to take that back, row by row.

    The columns `…_before` are the source's as they were. `carried_support` is how
    many of the target's votes came with this merge and still count there; their rows,
    and the follows that came along, name the merge themselves.
    """

    source = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="merges")
    target = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="joined")
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="+"
    )
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    publication_before = models.CharField(max_length=20, choices=Publication)
    decision_before = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    case_before = models.CharField(max_length=20, choices=Case)
    next_on_before = models.DateField(null=True, blank=True)
    carried_support = models.PositiveIntegerField(default=0)
    external_support = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Zusammenführung")
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=Q(undone_at__isnull=True),
                name="merge_one_open_per_source",
            ),
            models.CheckConstraint(
                condition=~Q(source=F("target")), name="merge_into_another"
            ),
            models.CheckConstraint(
                condition=Q(undone_by__isnull=True) | Q(undone_at__isnull=False),
                name="merge_undone_by_has_time",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("merged_at")),
                name="merge_undone_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} -> {self.target_id}"

    @property
    def key(self) -> str:
        """How rows of other apps name the merge that wrote them."""
        return f"merge:{self.pk}"
