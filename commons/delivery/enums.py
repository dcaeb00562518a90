from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    QUEUED = "queued", _("wartet")
    SENDING = "sending", _("wird gesendet")
    SENT = "sent", _("gesendet")
    FAILED = "failed", _("gescheitert")
    RECALLED = "recalled", _("zurückgezogen")


# Nobody has these words yet: they can still be taken back.
UNSENT = (DeliveryState.QUEUED, DeliveryState.FAILED)


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


# So many at once would keep a referral waiting; they ride behind it.
BULK_FROM = 100


class Cause(models.TextChoices):
    """Why a message waits or failed; `causes` says it in sentences."""

    CONNECTION = "connection", _("Mailserver nicht erreichbar")
    SIGN_IN = "sign_in", _("Anmeldung beim Mailserver abgelehnt")
    LATER = "later", _("Vorübergehend abgelehnt")
    GREYLISTED = "greylisted", _("Gebeten, später wiederzukommen")
    RATE = "rate", _("Zu viele Mails auf einmal")
    MAILBOX_FULL = "full", _("Postfach voll")
    UNKNOWN = "unknown", _("Adresse gibt es nicht")
    CONTENT = "content", _("Inhalt abgelehnt")
    REFUSED = "refused", _("Annahme verweigert")
    SUPPRESSED = "suppressed", _("Adresse gesperrt")
    ADDRESS = "address", _("Keine E-Mail-Adresse")
    OURS = "ours", _("Fehler bei uns")
    BROKEN = "broken", _("Versand brach ab")
    ENDPOINT = "endpoint", _("Schnittstelle antwortet nicht richtig")


class SuppressionReason(models.TextChoices):
    BOUNCED = "bounced", _("Mails kamen zurück")
    COMPLAINT = "complaint", _("als unerwünscht gemeldet")
    ASKED = "asked", _("auf Wunsch")


# Handed over by people at the desk, not by a machine.
BY_HAND = frozenset({Channel.LETTER, Channel.CALL})
