from django.db import models
from django.utils.translation import gettext_lazy as _


class When(models.TextChoices):
    """The days one says most often; DAY names one."""

    TOMORROW = "morgen", _("morgen")
    WEEK = "woche", _("nächste Woche")
    MONTH = "monat", _("in einem Monat")
    DAY = "am", _("am …")
