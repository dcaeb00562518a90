from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, Upper
from django.urls import reverse

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from neighbourhood.regions.models import Region
from participation.moderation.coverage import moderates
from participation.moderation.enums import Cause
from participation.moderation.models.asking import Asked


class QueueItemQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def free_for(self, user_id: int) -> Self:
        """Not claimed by somebody else, by the database's clock."""
        return self.filter(
            Q(lease_by__isnull=True) | Q(lease_until__lt=Now()) | Q(lease_by=user_id)
        )

    def claimed(self) -> Self:
        """Somebody works on it just now, by the database's clock."""
        return self.filter(lease_by__isnull=False, lease_until__gte=Now())

    def claimed_by(self, user_id: int | None) -> Self:
        return self.filter(lease_by=user_id, lease_until__gte=Now())

    def unclaimed(self) -> Self:
        return self.filter(Q(lease_by__isnull=True) | Q(lease_until__lt=Now()))

    def visible_to(self, visitor: Visitor) -> Self:
        """What lies in the regions that the visitor moderates."""
        return self.filter(moderates(visitor))

    def oldest_first(self) -> Self:
        return self.order_by("submitted_at", "id")

    def behind(self, submitted_at: datetime, pk: int) -> Self:
        """What stands behind one item, oldest first."""
        following = Q(submitted_at__gt=submitted_at) | Q(
            submitted_at=submitted_at, pk__gt=pk
        )
        # Walks the index; the condition with the tie-break alone would not.
        return self.filter(following, submitted_at__gte=submitted_at)

    def with_claim(self) -> Self:
        """`is_claimed`, by the database's clock."""
        is_claimed = Q(lease_by__isnull=False, lease_until__gte=Now())
        claimed = models.ExpressionWrapper(
            is_claimed, output_field=models.BooleanField()
        )
        return self.annotate(is_claimed=claimed)


class QueueItem(Asked):
    """A contribution that waits for a moderator; at most one open a contribution.

    `promised_on` is the working day until which a first look was promised, or until
    which a held contribution is decided for good. Leases run by the database's clock.
    """

    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    cause = models.CharField(max_length=12, choices=Cause, default=Cause.SUBMITTED)
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
    promised_on = models.DateField()
    version = models.PositiveIntegerField()
    screened_version = models.PositiveIntegerField(default=0)
    lease_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    lease_until = models.DateTimeField(null=True)
    hold_until = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    # How many open reports it gathers, and how many of them seem independent.
    report_count = models.PositiveIntegerField(default=0, db_default=0)
    report_weight = models.PositiveIntegerField(default=0, db_default=0)
    closed_at = models.DateTimeField(null=True)

    objects = QueueItemQuerySet.as_manager()

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
            models.Index(
                fields=["kind", "submitted_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="queueitem_kind_open",
            ),
            models.Index(
                fields=["cause", "submitted_at", "id"],
                condition=Q(closed_at__isnull=True),
                name="queueitem_cause_open",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(closed_at__isnull=True, lease_by__isnull=False),
                name="queueitem_claimed",
            ),
            # As `icontains` looks for a word, or a part of one.
            GinIndex(
                OpClass(Upper("title"), name="gin_trgm_ops"),
                condition=Q(closed_at__isnull=True),
                name="queueitem_title_open",
            ),
            models.Index(
                fields=["promised_on"],
                condition=Q(closed_at__isnull=True, reminded_at__isnull=True),
                name="queueitem_promised",
            ),
            models.Index(
                fields=["id"],
                condition=Q(closed_at__isnull=True)
                & ~Q(screened_version=models.F("version")),
                name="queueitem_unscreened",
            ),
            models.Index(fields=["kind", "target_id", "id"], name="queueitem_target"),
            models.Index(fields=["number"], name="queueitem_number"),
            models.Index(fields=["submitted_at"], name="queueitem_came"),
        ]
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "target_id"],
                condition=Q(closed_at__isnull=True),
                name="queueitem_one_open_per_target",
            ),
            models.CheckConstraint(
                condition=Q(lease_by__isnull=True) | Q(lease_until__isnull=False),
                name="queueitem_lease_has_end",
            ),
            models.CheckConstraint(
                condition=~Q(cause="held") | Q(hold_until__isnull=False),
                name="queueitem_hold_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.target_id}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:item", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_spot_check(self) -> bool:
        """It is public by a rule, and somebody looks whether that was right."""
        return self.cause == Cause.SPOT_CHECK

    @property
    def is_overdue(self) -> bool:
        return self.promised_on < berlin_today()

    @property
    def is_screened(self) -> bool:
        return self.screened_version == self.version
