from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from commons import kinds
from commons.delivery.models import Delivery
from commons.verbs.models import Happening


class Notification(models.Model):
    """One happening told to one recipient: an account, or an address without one."""

    happening = models.ForeignKey(
        Happening, on_delete=models.CASCADE, related_name="notifications"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="notifications",
    )
    address = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=8, default="de")
    reason = models.CharField(max_length=30)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey(
        Delivery, on_delete=models.SET_NULL, null=True, related_name="notifications"
    )

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_bell"),
            models.Index(
                fields=["user"],
                condition=Q(read_at__isnull=True),
                name="notification_unread",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["happening", "user"],
                condition=Q(user__isnull=False),
                name="notification_once_per_person",
            ),
            models.UniqueConstraint(
                fields=["happening", "address"],
                condition=Q(user__isnull=True),
                name="notification_once_per_address",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(address=""),
                name="notification_has_recipient",
            ),
        ]

    def __str__(self) -> str:
        return f"notification {self.happening_id} to {self.user_id or 'address'}"


class FollowQuerySet(models.QuerySet):
    def heard(self) -> Self:
        """Those that bell and mail are for: not muted."""
        return self.filter(muted_at__isnull=True)

    def of(self, target: models.Model) -> Self:
        return self.filter(kind=kinds.of(target).key, target_id=target.pk)


class Follow(models.Model):
    """Somebody wants to hear what happens to something.

    A muted follow keeps its place on "Was ich verfolge" and tells nothing.
    `carried_by` names the merge that wrote a follow its owner never asked for.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    reason = models.CharField(max_length=30, default="follower")
    created_at = models.DateTimeField()
    muted_at = models.DateTimeField(null=True)
    carried_by = models.CharField(max_length=40, blank=True, default="", db_default="")

    objects = FollowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "target_id"], name="follow_target"),
            models.Index(fields=["user", "-id"], name="follow_newest"),
            models.Index(
                fields=["carried_by"],
                condition=~Q(carried_by=""),
                name="follow_carried_by",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "target_id"], name="follow_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.kind}:{self.target_id}"


class MailPreference(models.Model):
    """Whether somebody wants mail beside the bell; without a row they do."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
    )
    wants_mail = models.BooleanField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id}: {'mail' if self.wants_mail else 'no mail'}"


class MutedAddress(models.Model):
    """An address without an account that wants no more mail; only its hash is kept."""

    address_hash = models.CharField(max_length=64, unique=True)
    muted_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address_hash[:8]
