from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today


class PoolMemberQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Named and not yet over: those that begin later too."""
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=berlin_today()),
            withdrawn_at__isnull=True,
        )

    def active(self) -> Self:
        return self.standing().filter(
            valid_from__lte=berlin_today(), user__is_active=True
        )


class PoolMember(models.Model):
    """Somebody whom the coordination named to decide on complaints, for a time.

    It need not be somebody of the desk: whoever is named sees complaints and what they
    are about, nothing else.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    valid_from = models.DateField(_("ab"))
    valid_until = models.DateField(_("bis"), null=True, blank=True)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    named_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True)

    objects = PoolMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="poolmember_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
                name="poolmember_withdrawn_by_has_time",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(withdrawn_at__isnull=True, valid_until__isnull=True),
                name="poolmember_once_without_end",
            ),
        ]

    def __str__(self) -> str:
        return f"pool member {self.user_id}"
