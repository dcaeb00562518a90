from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Where a case stands, as the board shows it; computed, never stored."""

    PENDING = "pruefung", _("in der Prüfung")
    DESK = "spk", _("bei der SPK")
    REACTION = "reaktion", _("wartet auf erste Reaktion")
    AMT = "amt", _("beim Amt")
    QUESTION = "rueckfrage", _("Rückfrage")
    CLARIFYING = "klaerung", _("Klärung")
    STATED = "stellungnahme", _("Stellungnahme da")
    RELEASE = "freigabe", _("Antwort in Freigabe")
    REOPENED = "wieder", _("wieder aufgenommen")
    ENDED = "beendet", _("beantwortet oder beendet")


# The columns of the board, in the order in which a case goes through them.
BOARD = (
    Stage.DESK,
    Stage.REACTION,
    Stage.AMT,
    Stage.QUESTION,
    Stage.CLARIFYING,
    Stage.STATED,
    Stage.RELEASE,
    Stage.REOPENED,
)


class Band(models.TextChoices):
    """How many working days ago a case came in."""

    WEEK = "5", _("bis 5 Arbeitstage")
    MONTH = "20", _("6 bis 20 Arbeitstage")
    TERM = "40", _("21 bis 40 Arbeitstage")
    OLD = "alt", _("mehr als 40 Arbeitstage")


class Variant(models.TextChoices):
    """For whose file a case is put together; the Amt's has nobody's personal data."""

    SPK = "spk", _("für die Akte der SPK")
    AMT = "amt", _("für die Akte des Amtes")


class FileState(models.TextChoices):
    WAITING = "waiting", _("wird zusammengestellt")
    READY = "ready", _("liegt bereit")
    FAILED = "failed", _("nicht gelungen")
    GONE = "gone", _("gelöscht")
