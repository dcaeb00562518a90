from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("wartet")
    SENDING = "sending", _("wird gesendet")
    SENT = "sent", _("gesendet")
    FAILED = "failed", _("gescheitert")
    RECALLED = "recalled", _("zurückgezogen")


class Channel(models.TextChoices):
    MAIL = "mail", _("E-Mail")
    WEBHOOK = "webhook", _("Schnittstelle")
    LETTER = "letter", _("Brief")
    CALL = "call", _("Anruf")
    PICKUP = "pickup", _("Abholcode")
    MANUAL = "manual", _("von Hand")


class Lane(models.TextChoices):
    """Lanes keep sign-in codes from waiting behind newsletters."""

    CODE = "code", _("Anmeldecodes")
    STANDARD = "standard", _("Vorgänge")
    BULK = "bulk", _("Rundschreiben")


# Handed over by people at the desk, not by a machine.
BY_HAND = frozenset({Channel.LETTER, Channel.CALL})
