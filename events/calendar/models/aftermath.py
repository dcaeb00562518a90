"""What stays of a date: minutes, results, pictures, and what became of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.files.models import StoredFile
from events.calendar.models.event import Event
from events.calendar.models.occurrence import Occurrence
from participation.ideas.models import Idea

MOST_PICTURES = 12
LONGEST_MINUTES = 20_000


class AftermathQuerySet(models.QuerySet):
    def public(self) -> "AftermathQuerySet":
        """Those that everybody reads, while their event is in public."""
        shown = Event.objects.listed().values("pk")
        return self.filter(released_at__isnull=False, occurrence__event__in=shown)

    def visible_to(self, visitor: Visitor) -> "AftermathQuerySet":
        """Public ones, and those of events that one looks after."""
        shown = Event.objects.listed().values("pk")
        managed = Event.objects.managed_by(visitor).values("pk")
        public = Q(released_at__isnull=False, occurrence__event__in=shown)
        return self.filter(public | Q(occurrence__event__in=managed))


class Aftermath(models.Model):
    """One row a date: whoever has only been reminded has no words in it yet.

    `released_at` is when it became public: at once where the desk trusts whoever
    invites, else when the SPK has read it; words written anew wait anew.
    """

    occurrence = models.OneToOneField(
        Occurrence, on_delete=models.CASCADE, related_name="aftermath"
    )
    minutes = models.TextField(_("Protokoll"), max_length=LONGEST_MINUTES, blank=True)
    results = models.TextField(
        _("Was ist herausgekommen?"), max_length=4_000, blank=True
    )
    became = models.TextField(_("Was wurde daraus?"), max_length=4_000, blank=True)
    heads = models.PositiveIntegerField(_("Wie viele waren da?"), null=True, blank=True)
    ideas = models.ManyToManyField(
        Idea, blank=True, related_name="+", verbose_name=_("Ideen")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = AftermathQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(edited_at__isnull=False),
                name="aftermath_released_if_written",
            ),
        ]

    def __str__(self) -> str:
        return f"aftermath of {self.occurrence_id}"

    def get_absolute_url(self) -> str:
        return self.occurrence.get_absolute_url()

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    def edit_url(self) -> str:
        return reverse("calendar:aftermath-edit", args=[self.occurrence_id])


class AftermathPhoto(models.Model):
    """A picture of what happened; the file itself is private and guarded."""

    aftermath = models.ForeignKey(
        Aftermath, on_delete=models.CASCADE, related_name="photos"
    )
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+"
    )
    alt_text = models.CharField(_("Was das Bild zeigt"), max_length=200)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt_text=""), name="aftermathphoto_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"picture {self.pk} of {self.aftermath_id}"
