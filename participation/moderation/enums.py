from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Publication(models.TextChoices):
    SUBMITTED = "submitted", _("wird geprüft")
    CHANGES_REQUESTED = "changes_requested", _("Änderung erbeten")
    PUBLISHED = "published", _("veröffentlicht")
    DECLINED = "declined", _("abgelehnt")
    HIDDEN = "hidden", _("verborgen")
    MERGED = "merged", _("zusammengeführt")
    WITHDRAWN = "withdrawn", _("zurückgezogen")
    REMOVED = "removed", _("entfernt")


class Verdict(models.TextChoices):
    """What a moderator decides. KEEP answers a report and changes nothing."""

    PUBLISH = "publish", _("veröffentlichen")
    REQUEST_CHANGES = "request_changes", _("Änderung erbitten")
    DECLINE = "decline", _("ablehnen")
    HIDE = "hide", _("verbergen")
    MERGE = "merge", _("zusammenführen")
    REMOVE = "remove", _("entfernen")
    RESTORE = "restore", _("wiederherstellen")
    KEEP = "keep", _("stehen lassen")
    UNMERGE = "unmerge", _("wieder trennen")
    REDACT = "redact", _("schwärzen")
    TAKE_BACK = "take_back", _("Entscheidung zurücknehmen")
    BLOCK = "block", _("Person sperren")
    UNBLOCK = "unblock", _("Sperre aufheben")


# What was done, once it is done.
DONE: dict[str, str | Promise] = {
    Verdict.PUBLISH: _("veröffentlicht"),
    Verdict.REQUEST_CHANGES: _("um Änderung gebeten"),
    Verdict.DECLINE: _("abgelehnt"),
    Verdict.HIDE: _("verborgen"),
    Verdict.MERGE: _("zusammengeführt"),
    Verdict.REMOVE: _("entfernt"),
    Verdict.RESTORE: _("wiederhergestellt"),
    Verdict.KEEP: _("stehen gelassen"),
    Verdict.UNMERGE: _("wieder getrennt"),
    Verdict.REDACT: _("Stellen geschwärzt"),
    Verdict.TAKE_BACK: _("Entscheidung zurückgenommen"),
    Verdict.BLOCK: _("Person gesperrt"),
    Verdict.UNBLOCK: _("Sperre aufgehoben"),
}


class Reason(models.TextChoices):
    """Why; the code is public, the text goes to the author."""

    NONE = "", _("kein Grund nötig")
    NOT_IN_DISTRICT = "not_in_district", _("betrifft nicht den Bezirk")
    PERSONAL_DATA = "personal_data", _("enthält persönliche Angaben anderer")
    INSULT = "insult", _("beleidigt oder setzt herab")
    ADVERTISING = "advertising", _("ist Werbung")
    PARTY_POLITICAL = "party_political", _("wirbt für eine Partei")
    UNCLEAR = "unclear", _("ist noch nicht zu verstehen")
    DUPLICATE = "duplicate", _("gibt es schon")
    DEFECT = "defect", _("ist ein Mangel für das Ordnungsamt")
    FORMAL = "formal", _("braucht ein förmliches Verfahren")
    OTHER_BODY = "other_body", _("darüber entscheidet eine andere Stelle")
    DECIDED_ALREADY = "decided_already", _("ist schon entschieden")
    OFF_TOPIC = "off_topic", _("gehört nicht zum Thema")
    SPAM = "spam", _("ist Spam")
    ELECTION = "election", _("wirbt vor einer Wahl")
    SEVERAL = "several", _("enthält mehrere Ideen")
    PLACE_MISSING = "place_missing", _("der Ort fehlt")
    UNLAWFUL = "unlawful", _("verstößt gegen ein Gesetz")
    OTHER = "other", _("anderer Grund")


class Cause(models.TextChoices):
    """Why something lies at the desk."""

    SUBMITTED = "submitted", _("neu")
    RESUBMITTED = "resubmitted", _("überarbeitet")
    REPORTED = "reported", _("gemeldet")
    HELD = "held", _("verborgen, noch offen")
    SPOT_CHECK = "spot_check", _("Stichprobe")
    TAKEN_BACK = "taken_back", _("noch einmal zu entscheiden")


class HintCode(models.TextChoices):
    PERSONAL_DATA = "personal_data", _("persönliche Angaben")
    INSULT = "insult", _("verletzende Worte")
    LINKS = "links", _("viele Verweise")
    SHOUTING = "shouting", _("viele Großbuchstaben")
    SHORT = "short", _("sehr kurz")
    LANGUAGE = "language", _("andere Sprache")
    DUPLICATE = "duplicate", _("ähnliche Idee")
    DEPARTMENT = "department", _("wahrscheinlich zuständig")
    REGION = "region", _("nennt einen anderen Stadtteil")
    TOPIC = "topic", _("wahrscheinlich anderes Thema")
    SPAM = "spam", _("sieht nach Werbung aus")


class ComplaintOutcome(models.TextChoices):
    UPHELD = "upheld", _("Entscheidung bleibt")
    REVERSED = "reversed", _("Entscheidung aufgehoben")
