from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.files.models import StoredFile
from events.calendar.models.event import Event

MOST_PHOTOS = 5
MOST_DOCUMENTS = 5


class EventPhoto(models.Model):
    """A picture of an event; the file itself is private and guarded."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="photos")
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+"
    )
    alt_text = models.CharField(_("Was das Bild zeigt"), max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "position"], name="eventphoto_position_once"
            ),
            models.CheckConstraint(
                condition=~Q(alt_text=""), name="eventphoto_has_words"
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_PHOTOS)),
                name="eventphoto_at_most_five",
            ),
        ]

    def __str__(self) -> str:
        return f"photo {self.position} of {self.event_id}"


class EventDocument(models.Model):
    """A programme, a flyer: something to read about an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="documents")
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("Was es ist"), max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "position"], name="eventdocument_position_once"
            ),
            models.CheckConstraint(
                condition=~Q(title=""), name="eventdocument_has_words"
            ),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_DOCUMENTS)),
                name="eventdocument_at_most_five",
            ),
        ]

    def __str__(self) -> str:
        return self.title
