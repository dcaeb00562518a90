from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 120
LONGEST_UNIT = 40


class Speaker(models.Model):
    """Who spoke for the department: as they wrote it, since a link is passed on."""

    speaker = models.CharField(
        _("Name"), max_length=LONGEST_NAME, blank=True, db_default=""
    )
    unit = models.CharField(
        _("Stellenzeichen"), max_length=LONGEST_UNIT, blank=True, db_default=""
    )

    class Meta:
        abstract = True

    @property
    def spoken_by(self) -> str:
        """Name and Stellenzeichen, as they were given."""
        return ", ".join(part for part in (self.speaker, self.unit) if part)
