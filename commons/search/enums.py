from django.db import models
from django.utils.translation import gettext_lazy as _


class SynonymKind(models.TextChoices):
    """What a group of words says: they mean the same, or each names a place."""

    EQUAL = "equal", _("gleichbedeutende Wörter")
    PLACE = "place", _("Namen von Orten in einem Stadtteil")
