from django.db import models
from django.utils.translation import gettext_lazy as _


class ClockKind(models.TextChoices):
    """What a clock can do."""

    START = "start", _("beginnt")
    PAUSE = "pause", _("steht still")
    RESUME = "resume", _("läuft weiter")
    MOVED = "moved", _("neuer Termin")
    STOP = "stop", _("endet")


class Party(models.TextChoices):
    """Whose turn it is, so on whose account working days go."""

    AMT = "amt", _("Amt")
    SPK = "spk", _("SPK")
    RESIDENT = "resident", _("Person, von der die Idee ist")
    NOBODY = "nobody", _("niemand mehr")
