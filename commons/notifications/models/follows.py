from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from commons import kinds
from commons.notifications.enums import Pace


class FollowQuerySet(models.QuerySet):
    def heard(self) -> Self:
        """Those that bell and mail are for: not muted."""
        return self.filter(muted_at__isnull=True)

    def of(self, target: models.Model) -> Self:
        return self.filter(kind=kinds.of(target).key, target_id=target.pk)


class Follow(models.Model):
    """Somebody wants to hear what happens to something.

    A muted follow keeps its place on "Was ich verfolge" and tells nothing. Without a
    `pace` of its own that of its subject holds.
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
    pace = models.CharField(
        max_length=10, choices=Pace.choices, blank=True, default="", db_default=""
    )
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
            models.CheckConstraint(
                condition=Q(pace__in=["", *Pace.values]), name="follow_known_pace"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.kind}:{self.target_id}"
