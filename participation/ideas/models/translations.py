from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from participation.ideas.models.idea import Idea


class Translation(models.Model):
    """A working translation by the SPK: beside the original, which alone counts.

    Saving writes a new row, so that every version stays; `idea_version` is the version
    of the original that it translates.
    """

    idea = models.ForeignKey(
        Idea, on_delete=models.CASCADE, related_name="translations"
    )
    language = models.CharField(_("Sprache"), max_length=8)
    version = models.PositiveIntegerField()
    idea_version = models.PositiveIntegerField()
    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Beschreibung"), blank=True)
    is_current = models.BooleanField(default=True)
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    translated_at = models.DateTimeField()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "language", "version"], name="translation_version_once"
            ),
            models.UniqueConstraint(
                fields=["idea", "language"],
                condition=Q(is_current=True),
                name="translation_one_current",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1, idea_version__gte=1),
                name="translation_versions_begin_at_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.version} of {self.idea_id}"
