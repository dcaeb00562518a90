from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.live.models.room import Room


class AgendaItem(models.Model):
    """A point of the agenda; one of them is the current one, or none."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("Punkt"), max_length=160)
    is_current = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["room", "position"], name="agendaitem_position_once"
            ),
            models.UniqueConstraint(
                fields=["room"],
                condition=Q(is_current=True),
                name="agendaitem_one_current",
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(begun_at__isnull=False),
                name="agendaitem_current_has_begun",
            ),
        ]

    def __str__(self) -> str:
        return self.title
