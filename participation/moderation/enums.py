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


# A contribution that belongs elsewhere is not turned down, it is shown the way.
REDIRECTED = _("auf einen anderen Weg verwiesen")
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


class Family(models.TextChoices):
    """What a reason asks of its author: go elsewhere, keep a rule, change something."""

    OTHER_WAY = "other_way", _("Ein anderer Weg")
    RULES = "rules", _("Regeln")
    CHANGE = "change", _("Bitte ändern")


class Basis(models.TextChoices):
    """What a decision against a contribution rests on: a house rule, or a law.

    House rules are the sections of the page "Regeln" (`reasons.ANCHORS`).
    """

    NONE = "", _("keine nötig")
    RULE_TOPIC = "rule_topic", _("Worum es hier geht")
    RULE_ONCE = "rule_once", _("Jedes Anliegen einmal")
    RULE_CLEAR = "rule_clear", _("Verständlich und mit Ort")
    RULE_RESPECT = "rule_respect", _("Respektvoll miteinander")
    RULE_PRIVACY = "rule_privacy", _("Keine Angaben über andere")
    RULE_ADVERTISING = "rule_advertising", _("Keine Werbung")
    RULE_NEUTRAL = "rule_neutral", _("Keine Werbung für Parteien")
    RULE_RIGHTS = "rule_rights", _("Eigene Texte und Bilder")
    RULE_CHECKING = "rule_checking", _("Wie wir prüfen")
    LAW_INSULT = "law_insult", _("§ 185 StGB: Beleidigung")
    LAW_DEFAMATION = "law_defamation", _("§ 186 StGB: Üble Nachrede")
    LAW_SLANDER = "law_slander", _("§ 187 StGB: Verleumdung")
    LAW_THREAT = "law_threat", _("§ 241 StGB: Bedrohung")
    LAW_INCITEMENT = "law_incitement", _("§ 130 StGB: Volksverhetzung")
    LAW_SYMBOLS = (
        "law_symbols",
        _("§ 86a StGB: Kennzeichen verfassungswidriger und terroristischer Gruppen"),
    )
    LAW_CALL_TO_CRIME = "law_call", _("§ 111 StGB: Aufforderung zu Straftaten")
    LAW_THREAT_TO_PEACE = "law_peace", _("§ 126 StGB: Androhung von Straftaten")
    LAW_ENEMY_LIST = (
        "law_enemy_list",
        _("§ 126a StGB: Gefährdendes Verbreiten personenbezogener Daten"),
    )
    LAW_APPROVAL = "law_approval", _("§ 140 StGB: Billigung von Straftaten")
    LAW_VIOLENCE = "law_violence", _("§ 131 StGB: Gewaltdarstellung")
    LAW_PORNOGRAPHY = (
        "law_pornography",
        _("§§ 184 bis 184c StGB: Pornografische Inhalte"),
    )
    LAW_INTIMATE_PICTURE = (
        "law_intimate_picture",
        _("§ 201a StGB: Bildaufnahmen aus dem höchstpersönlichen Lebensbereich"),
    )
    LAW_OWN_PICTURE = "law_own_picture", _("§ 22 KunstUrhG: Recht am eigenen Bild")
    LAW_COPYRIGHT = "law_copyright", _("UrhG: Urheberrecht")
    LAW_TRADEMARK = "law_trademark", _("MarkenG: Markenrecht")
    LAW_PRIVACY = "law_privacy", _("Art. 6 DSGVO: Verarbeitung ohne Rechtsgrundlage")
    LAW_MINORS = "law_minors", _("§ 4 JMStV: Jugendmedienschutz")
    LAW_OTHER = "law_other", _("anderes Gesetz, in der Begründung genannt")

    @property
    def is_law(self) -> bool:
        return self.value.startswith("law_")


class Automation(models.TextChoices):
    """What part machines had in a decision; old rows say nothing."""

    UNKNOWN = "", _("nicht festgehalten")
    NONE = "none", _("nichts automatisch")
    DETECTED = "detected", _("Hinweis automatisch, Entscheidung von Menschen")
    TRUST_RULE = "trust_rule", _("automatisch nach einer Vertrauensregel")
    AUTOMATIC = "automatic", _("automatisch nach einer Regel")


class Occasion(models.TextChoices):
    """How the desk came to look; Art. 17 (3) b DSA asks for it."""

    UNKNOWN = "", _("nicht festgehalten")
    FIRST_LOOK = "first_look", _("Prüfung vor dem Erscheinen")
    REPORT = "report", _("Meldung")
    OWN = "own", _("eigene Prüfung")


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


class Strength(models.IntegerChoices):
    """How much a hint weighs; it decides nothing."""

    WEAK = 1, _("schwach")
    MEDIUM = 2, _("mittel")
    STRONG = 3, _("stark")


class RuleLevel(models.TextChoices):
    """What markings have made of a rule that gives hints."""

    NORMAL = "normal", _("wie geschrieben")
    WEAKER = "weaker", _("schwächer")
    SILENT = "silent", _("schweigt")


class ComplaintOutcome(models.TextChoices):
    UPHELD = "upheld", _("Entscheidung bleibt")
    REVERSED = "reversed", _("Entscheidung aufgehoben")


class ReportReason(models.TextChoices):
    """What somebody says is wrong. The last two are no longer offered."""

    UNLAWFUL = "unlawful", _("Das verstößt gegen ein Gesetz")
    INSULT = "insult", _("Das beleidigt oder setzt Menschen herab")
    PERSONAL_DATA = "personal_data", _("Das verrät Persönliches über jemanden")
    ADVERTISING = "advertising", _("Das ist Werbung")
    WRONG_PLACE = "wrong_place", _("Das gehört nicht hierher")
    OTHER = "other", _("Etwas anderes")
    PARTY_POLITICAL = "party_political", _("wirbt für eine Partei")
    DUPLICATE = "duplicate", _("gibt es schon")


class LawField(models.TextChoices):
    """Which field of law a notice of illegal content is about, in plain words."""

    HONOUR = "honour", _("Beleidigung oder Verleumdung")
    HATE = "hate", _("Hass oder Hetze gegen Menschen")
    THREAT = "threat", _("Drohung oder Aufruf zu einer Straftat")
    SYMBOLS = "symbols", _("verbotene Zeichen oder Organisationen")
    PRIVACY = "privacy", _("Datenschutz oder Bild ohne Erlaubnis")
    COPYRIGHT = "copyright", _("fremdes Foto oder fremder Text (Urheberrecht)")
    FRAUD = "fraud", _("Betrug oder verbotenes Angebot")
    YOUTH = "youth", _("Jugendschutz")
    CHILD_ABUSE = "child_abuse", _("sexueller Missbrauch von Kindern")
    OTHER = "other", _("ein anderes Gesetz")


class Blackened(models.TextChoices):
    """What was blackened; the label stands in place of the words."""

    PHONE = "phone", _("Telefonnummer")
    EMAIL = "email", _("E-Mail-Adresse")
    NAME = "name", _("Name")
    ADDRESS = "address", _("Adresse")
    PLATE = "plate", _("Kennzeichen")
    BANK = "bank", _("Kontonummer")
    FACE = "face", _("Gesicht")
    HEALTH = "health", _("Gesundheit")
    INSULT = "insult", _("Beleidigung")
    OTHER = "other", _("persönliche Angabe")
