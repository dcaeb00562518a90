from django.db import models
from django.utils.translation import gettext_lazy as _


class LorVersion(models.TextChoices):
    """Berlin's statistical areas (Lebensweltlich orientierte Räume) were cut twice."""

    UNTIL_2020 = "2006", _("bis 2020")
    SINCE_2021 = "2021", _("seit 2021")


class PlaceKind(models.TextChoices):
    """The sorts of names people know their home by."""

    STREET = "street", _("Straße")
    POSTCODE = "postcode", _("Postleitzahl")
    ORTSTEIL = "ortsteil", _("Ortsteil")
    KIEZ = "kiez", _("Kiez")
