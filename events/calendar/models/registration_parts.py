"""What the organiser of an event asks, and what stays when the people are forgotten."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.calendar.models.event import Event
from events.calendar.models.occurrence import Occurrence
from events.calendar.registration_states import FieldKind


class RegistrationField(models.Model):
    """Something the organiser asks of everybody who registers."""

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="registration_fields"
    )
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("Frage"), max_length=120)
    help_text = models.CharField(_("Hinweis"), max_length=200, blank=True)
    kind = models.CharField(
        _("Art der Antwort"), max_length=8, choices=FieldKind, default=FieldKind.TEXT
    )
    is_required = models.BooleanField(_("Antwort ist nötig"), default=False)
    options = models.JSONField(_("Auswahlmöglichkeiten"), default=list, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label


class Turnout(models.Model):
    """How many registered and came: stays when the people's data are deleted."""

    occurrence = models.OneToOneField(
        Occurrence, on_delete=models.CASCADE, related_name="turnout"
    )
    registered = models.PositiveIntegerField(default=0)
    came = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.came} of {self.registered} at {self.occurrence_id}"
