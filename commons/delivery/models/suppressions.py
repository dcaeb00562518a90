"""Addresses that nothing is sent to: the mail would only hurt our good name."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from commons.delivery.enums import SuppressionReason


class SuppressionQuerySet(models.QuerySet):
    def in_force(self, now: datetime) -> Self:
        still = Q(until__isnull=True) | Q(until__gt=now)
        return self.filter(still, lifted_at__isnull=True)


class Suppression(models.Model):
    """One address, hashed, that is not written to; `masked` tells staff which.

    `code` is what the other server answered. `delivery` brought it about, if one did.
    """

    address_hash = models.CharField(max_length=64)
    masked = models.CharField(max_length=120)
    reason = models.CharField(max_length=10, choices=SuppressionReason)
    code = models.CharField(max_length=200, blank=True)
    delivery = models.ForeignKey(
        "delivery.Delivery", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    # A sign-in code is tried now and then all the same: else nobody gets in again.
    tried_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    lifted_because = models.CharField(max_length=200, blank=True)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-since", "-id"], name="suppression_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["address_hash"],
                condition=Q(lifted_at__isnull=True),
                name="suppression_one_per_address",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_because="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_because="")),
                name="suppression_lifted_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.address_hash[:8]}"
