from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    DateTimeRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from participation.moderation.models.decisions import Decision

# From one moment to another, without its end; open where that is null.
LASTING = Func(
    F("starts_at"),
    Coalesce(F("lifted_at"), F("ends_at")),
    RangeBoundary(),
    function="TSTZRANGE",
    output_field=DateTimeRangeField(),
)


class BlockQuerySet(models.QuerySet):
    def active(self, at: datetime | None = None) -> Self:
        now = at or timezone.now()
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            lifted_at__isnull=True,
            starts_at__lte=now,
        )

    def newest_first(self) -> Self:
        return self.order_by("-starts_at", "-pk")


class Block(models.Model):
    """Somebody may write nothing that others see, for a time.

    Why and on which facts says the decision. Without an end there is a day on which
    somebody looks again. `told_end_at` is when the person heard that it is over.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="blocks",
    )
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, related_name="block"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, related_name="lifted_block"
    )
    told_end_at = models.DateTimeField(null=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["ends_at"],
                condition=Q(
                    ends_at__isnull=False,
                    lifted_at__isnull=True,
                    told_end_at__isnull=True,
                ),
                name="block_ending",
            ),
            models.Index(fields=["-starts_at", "-id"], name="block_newest"),
        ]
        constraints = [
            ExclusionConstraint(
                name="block_one_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (LASTING, RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="block_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=False) | Q(review_on__isnull=False),
                name="block_without_end_is_looked_at_again",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by_decision__isnull=True)
                | Q(lifted_at__gte=F("starts_at"), lifted_by_decision__isnull=False),
                name="block_lifted_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"block {self.pk} of {self.user_id}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:block-show", args=[self.pk])

    @property
    def is_active(self) -> bool:
        now = timezone.now()
        is_over = self.ends_at is not None and self.ends_at <= now
        return self.lifted_at is None and not is_over
