from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class UndoableQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that were not undone at once; an undone one is history alone."""
        return self.filter(undone_at__isnull=True)

    def undoable_by(self, user_id: int | None) -> Self:
        """What somebody decided a moment ago, and nobody was told of yet."""
        return self.standing().filter(decided_by=user_id, undo_until__gt=timezone.now())


class Undoable(models.Model):
    """What a decision carries so that it can be undone at once, or taken back later.

    Until `undo_until` nobody is told, and `kept` says what undoing needs: ids, codes
    and dates of the contribution as it was and as the decision left it, and what
    happened with it. `takes_back` is the earlier decision that this one takes back.
    """

    undo_until = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    kept = models.JSONField(null=True)
    takes_back = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="taken_back_by"
    )

    objects = UndoableQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["decided_by", "undo_until"],
                condition=Q(undone_at__isnull=True, undo_until__isnull=False),
                name="decision_undoable",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(undo_until__isnull=True) | Q(kept__isnull=False),
                name="decision_undoable_keeps_what_was",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True)
                | Q(undo_until__isnull=False, undone_at__lte=F("undo_until")),
                name="decision_undone_in_time",
            ),
            models.CheckConstraint(
                condition=Q(verdict="take_back", takes_back__isnull=False)
                | (~Q(verdict="take_back") & Q(takes_back__isnull=True)),
                name="decision_take_back_names_another",
            ),
            models.CheckConstraint(
                condition=~Q(verdict="take_back", state_before="published", reason=""),
                name="decision_take_back_of_public_says_why",
            ),
        ]
