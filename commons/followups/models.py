from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.followups.workflow import TEAM


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open(self) -> Self:
        return self.filter(done_at__isnull=True)

    def open_of(self, user_id: int | None) -> Self:
        return self.open().filter(owner_id=user_id)

    def waiting_for(self, visitor: Any, covered: Iterable[int] = ()) -> Self:
        """One's own, those of whom one stands in for, and those of the team."""
        owners = [visitor.user_id, *covered]
        return self.filter(Q(owner_id__in=owners) | shared_with(visitor))

    def known_to(self, visitor: Any, covered: Iterable[int] = ()) -> Self:
        """What waits for the visitor, and what they entered for somebody else."""
        owners = [visitor.user_id, *covered]
        mine = Q(owner_id__in=owners) | Q(created_by_id=visitor.user_id)
        return self.filter(mine | shared_with(visitor))


def shared_with(visitor: Any) -> Q:
    """Rows of the team belong to everybody who moderates where the thing is."""
    if visitor.user_id is None or not visitor.has_role(*TEAM):
        return Q(pk__in=[])
    region_ids = visitor.region_ids(*TEAM)
    shared = Q(owner__isnull=True)
    if region_ids is None:
        return shared
    return shared & (Q(region_id__isnull=True) | Q(region_id__in=sorted(region_ids)))


class FollowUp(models.Model):
    """A Wiedervorlage: on this day, look at this thing again.

    Without an owner it is the team's: of everybody who moderates `region_id`, where
    the thing was when it was entered. `moved_from` is the day before it was moved
    last, so that moving can be undone.
    """

    due_on = models.DateField(_("am"))
    note = models.CharField(_("Notiz"), max_length=500, blank=True)
    kind = models.CharField(_("Art"), max_length=40)
    target_id = models.BigIntegerField(_("Ziel"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("für"),
    )
    region_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(_("angelegt am"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    moved_from = models.DateField(null=True)
    done_at = models.DateTimeField(_("erledigt am"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("Wiedervorlage")
        verbose_name_plural = _("Wiedervorlagen")
        indexes = [
            models.Index(
                fields=["owner", "due_on"],
                condition=Q(done_at__isnull=True),
                name="followup_waiting",
            ),
            models.Index(fields=["kind", "target_id"], name="followup_target"),
            models.Index(
                fields=["done_by", "done_at"],
                condition=Q(done_at__isnull=False),
                name="followup_done",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True)
                | Q(done_at__gte=models.F("created_at")),
                name="followup_done_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(done_by__isnull=True) | Q(done_at__isnull=False),
                name="followup_done_by_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.kind}:{self.target_id}"

    @property
    def is_shared(self) -> bool:
        return self.owner_id is None

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


class TodayChoice(models.Model):
    """Which sections somebody does not want to see on "Heute"."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    hidden = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.user_id}: {self.hidden}"
