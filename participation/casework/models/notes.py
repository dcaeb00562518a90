from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy as _

from participation.ideas.models import Idea

LONGEST_NOTE = 4_000


class CaseNote(models.Model):
    """Words among those who look after a case at the SPK; nobody else reads them.

    A withdrawn one keeps its place and loses its words.
    """

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="case_notes")
    text = models.TextField(_("Notiz"), blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    changed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["idea", "-id"], name="casenote_idea")]
        constraints = [
            models.CheckConstraint(
                condition=Q(text="", withdrawn_at__isnull=False)
                | (~Q(text="") & Q(withdrawn_at__isnull=True)),
                name="casenote_has_text_or_is_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True)
                | Q(changed_at__gte=F("written_at")),
                name="casenote_changed_later",
            ),
        ]

    def __str__(self) -> str:
        return f"note {self.pk} on idea {self.idea_id}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def author(self) -> str:
        if self.written_by is None:
            return gettext("ehemaliges Mitglied")
        return self.written_by.display_name or self.written_by.email
