from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class HappeningQuerySet(models.QuerySet):
    def waiting(self, now: datetime) -> Self:
        """Due, and not told to everybody yet; a crowd takes some seconds."""
        return self.filter(
            expanded_at__isnull=True, withdrawn_at__isnull=True, not_before__lte=now
        )


class Happening(models.Model):
    """Something happened: a verb, its target, and ids and codes; never free text.

    A crowd is told in batches: while that goes on, `told_up_to` is the last account
    that was (0: none yet, addresses only). From then on it can't be withdrawn.
    """

    verb = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    by_id = models.BigIntegerField(null=True)
    params = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    not_before = models.DateTimeField()
    told_up_to = models.BigIntegerField(null=True)
    expanded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = HappeningQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=Q(expanded_at__isnull=True, withdrawn_at__isnull=True),
                name="happening_waiting",
            ),
            models.Index(fields=["kind", "target_id", "id"], name="happening_target"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(not_before__gte=models.F("happened_at")),
                name="happening_not_told_before_it_happened",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind}:{self.target_id}"
