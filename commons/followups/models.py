from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def open_of(self, user_id: int | None) -> Self:
        return self.filter(owner_id=user_id, done_at__isnull=True)


class FollowUp(models.Model):
    """A Wiedervorlage: on this day, look at this thing again."""

    due_on = models.DateField(_("am"))
    note = models.CharField(_("Notiz"), max_length=500, blank=True)
    kind = models.CharField(_("Art"), max_length=40)
    target_id = models.BigIntegerField(_("Ziel"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("für"),
    )
    created_at = models.DateTimeField(_("angelegt am"))
    done_at = models.DateTimeField(_("erledigt am"), null=True)

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
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True)
                | Q(done_at__gte=models.F("created_at")),
                name="followup_done_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.kind}:{self.target_id}"
