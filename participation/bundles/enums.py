from django.db import models
from django.utils.translation import gettext_lazy as _


class BundleState(models.TextChoices):
    """Where the one mail of a bundle is, and whether all its rows have ended.

    What became of a row says its referral alone.
    """

    COLLECTING = "collecting", _("wird gesammelt")
    QUEUED = "queued", _("wird verschickt")
    SENT = "sent", _("verschickt")
    FAILED = "failed", _("nicht zustellbar")
    DONE = "done", _("erledigt")
    RECALLED = "recalled", _("zurückgerufen")


class RowWay(models.TextChoices):
    """How an answer to a row came to us."""

    PAGE = "page", _("auf der Seite des Bündels")
    SHEET = "sheet", _("mit der Tabelle")


class RowResult(models.TextChoices):
    """What became of a row when it was answered with others."""

    STATED = "stated", _("Stellungnahme")
    RETURNED = "returned", _("Rückgabe")
    WAITING = "waiting", _("wartet auf Freigabe")
