from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    """Where a page stands: beside the SPK's own work, in the footer, or in help."""

    WORK = "work", _("Arbeit der SPK")
    HELP = "help", _("Hilfe")
    LEGAL = "legal", _("Rechtliches")
