from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """The way a mail came to us."""

    IMAP = "imap", _("aus dem Postfach geholt")
    PIPE = "pipe", _("vom Mailserver übergeben")


class MailState(models.TextChoices):
    RECEIVED = "received", _("angekommen")
    HANDLED = "handled", _("zugeordnet")
    ASIDE = "aside", _("nicht zugeordnet")
    DISCARDED = "discarded", _("verworfen")


class AsideReason(models.TextChoices):
    """Why a mail was kept aside; a person decides what becomes of it."""

    UNKNOWN_ADDRESS = "unknown", _("ohne gültiges Kennzeichen in der Adresse")
    EXPIRED = "expired", _("Kennzeichen ist abgelaufen")
    WRONG_SENDER = "sender", _("Absender gehört nicht zum Amt")
    CLOSED = "closed", _("Vorgang liegt nicht mehr beim Amt")
    SEVERAL = "several", _("Antwort zu mehreren Vorgängen in einer Mail")
    REPLAY = "replay", _("kam schon einmal")
    OVERSIZE = "oversize", _("zu groß")
    FLOOD = "flood", _("zu viele Mails in einer Stunde")
    LOOP = "loop", _("Schleife: kommt von uns selbst")
    AUTOMATIC = "automatic", _("automatische Nachricht ohne Vorgang")
    ENCRYPTED = "encrypted", _("verschlüsselt")
    UNREADABLE = "unreadable", _("nicht lesbar")


class Automatic(models.TextChoices):
    """Written by a machine: never taken for an answer, never answered."""

    NONE = "", _("von einem Menschen")
    ABSENCE = "absence", _("Abwesenheitsnotiz")
    RECEIPT = "receipt", _("Lesebestätigung")
    BOUNCE = "bounce", _("Rückläufer")
    OTHER = "other", _("automatische Nachricht")


class DiscardReason(models.TextChoices):
    SPAM = "spam", _("Werbung oder Betrug")
    NOT_OURS = "not_ours", _("nicht für uns")
    DUPLICATE = "duplicate", _("doppelt")
    SETTLED = "settled", _("auf anderem Weg erledigt")


class Fate(models.TextChoices):
    """What became of an attachment."""

    KEPT = "kept", _("abgelegt")
    IMAGE = "image", _("als Bild neu gespeichert")
    TOO_MANY = "too_many", _("zurückgehalten: zu viele Anhänge")
    TOO_LARGE = "too_large", _("zurückgehalten: zu groß")
    UNKNOWN_TYPE = "type", _("zurückgehalten: Dateityp nicht erlaubt")
    MACROS = "macros", _("zurückgehalten: enthält Makros")


class Note(models.TextChoices):
    """What somebody who reads a mail here should know about it."""

    SIGNED = "signed", _("mit digitaler Unterschrift (nicht geprüft)")
    ENCRYPTED = "encrypted", _("verschlüsselt")
    WINMAIL = "winmail", _("mit winmail.dat: Anhänge sind darin verpackt")
    HTML_ONLY = "html_only", _("nur als HTML geschickt, hier als Text")
    CHARSET = "charset", _("Zeichensatz falsch angegeben, hier berichtigt")
    SHORTENED = "shortened", _("sehr lang, hier gekürzt")
    FORWARDED = "forwarded", _("mit einer weitergeleiteten Mail als Anhang")
    POINTS_BELOW = "points_below", _("verweist auf Anmerkungen im zitierten Text")
    ONLY_QUOTE = "only_quote", _("ohne erkennbar eigenen Text: hier steht alles")
