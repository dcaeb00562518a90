from django.db import models
from django.utils.translation import gettext_lazy as _


class ReferralState(models.TextChoices):
    QUEUED = "queued", _("wird verschickt")
    SENT = "sent", _("verschickt")
    ACKNOWLEDGED = "acknowledged", _("angenommen")
    QUESTION = "question", _("Rückfrage")
    STATED = "stated", _("Stellungnahme liegt vor")
    RETURNED = "returned", _("zurückgegeben")
    RECALLED = "recalled", _("zurückgerufen")
    FAILED = "failed", _("nicht zustellbar")


class ReferralRole(models.TextChoices):
    LEAD = "lead", _("federführend")
    CONSULTED = "consulted", _("beteiligt")


class ReturnReason(models.TextChoices):
    NOT_RESPONSIBLE = "not_responsible", _("nicht zuständig")
    INCOMPLETE = "incomplete", _("Angaben reichen nicht aus")
    ALREADY_WITH_US = "already_with_us", _("liegt uns schon vor")
    OTHER = "other", _("anderer Grund")


class StatementSource(models.TextChoices):
    """How a statement came to us."""

    LINK = "link", _("über den Link in der Mail")
    ACCOUNT = "account", _("mit Konto")
    RECORDED = "recorded", _("von der SPK eingetragen")
    MAIL = "mail", _("per Mail")


class StatementKind(models.TextChoices):
    """Whether a department is done with it, or names the day until which it looks."""

    FINAL = "final", _("Stellungnahme")
    INTERIM = "interim", _("Zwischenstand")


class PromiseKind(models.TextChoices):
    """How exactly a department can say until when; its last day is stored with it."""

    DAY = "day", _("ein Tag")
    QUARTER = "quarter", _("ein Quartal")
    BUDGET_YEAR = "budget_year", _("ein Haushaltsjahr")


class ConsentWay(models.TextChoices):
    """How somebody said that an Amt may have their contact data."""

    MAIL = "mail", _("per E-Mail")
    PHONE = "phone", _("am Telefon")
    PERSON = "person", _("im Gespräch")
    WRITING = "writing", _("schriftlich")


class Step(models.TextChoices):
    """The rungs of the ladder; each is climbed once for a due date."""

    REACTION = "reaction", _("Noch keine erste Reaktion")
    BEFORE = "before", _("Erinnerung vor der Frist")
    DUE = "due", _("Frist heute")
    OVERDUE = "overdue", _("Frist überschritten: Amt und Vertretung")
    # Stored under the word it had when the coordination was the only rung after that.
    HEAD = "escalated", _("Amtsleitung")
    DIVISION = "division", _("Abteilung")
    BOARD = "board", _("Liste für das Bezirksamt")


class Automatic(models.TextChoices):
    """How far the ladder goes without a coordinator's release."""

    NONE = "none", _("nichts: Alles ab der Amtsleitung gibt die Koordination frei")
    HEAD = "escalated", _("bis zur Amtsleitung")
    DIVISION = "division", _("bis zur Abteilung")
    BOARD = "board", _("alles, auch die Liste für das Bezirksamt")


class Cause(models.TextChoices):
    """Why a clock did what it did."""

    REFERRED = "referred", _("weitergeleitet")
    TRANSFERRED = "transferred", _("nach einer Rückgabe neu weitergeleitet")
    RESENT = "resent", _("noch einmal verschickt")
    GATHERED = "gathered", _("mit einer gemeinsamen Mail verschickt")
    QUESTION = "question", _("Rückfrage des Amtes an die SPK")
    PASSED_ON = "passed_on", _("an die Person weitergegeben, von der die Idee ist")
    REPLIED = "replied", _("Die Person hat geantwortet")
    SILENT = "silent", _("Die Person hat nicht geantwortet")
    ANSWERED = "answered", _("Die SPK hat die Rückfrage beantwortet")
    SETTLED = "settled", _("Die Rückfrage hat sich erledigt")
    EXTENSION = "extension", _("Zwischenstand: Das Amt nennt einen eigenen Termin")
    HOLIDAY = "holiday", _("neuer freier Tag im Kalender")
    STATED = "stated", _("Stellungnahme")
    RETURNED = "returned", _("zurückgegeben")
    RECALLED = "recalled", _("zurückgerufen")


class AnswerState(models.TextChoices):
    DRAFT = "draft", _("Entwurf")
    PUBLISHED = "published", _("veröffentlicht")


class ReuseState(models.TextChoices):
    """What became of an answer that was told again, between the SPK and the Amt."""

    INFORMING = "informing", _("Amt wird informiert")
    INFORMED = "informed", _("Amt ist informiert")
    OBJECTED = "objected", _("Amt widerspricht")
    SETTLED = "settled", _("ohne Widerspruch")
    KEPT = "kept", _("nach Widerspruch geblieben")
    CORRECTED = "corrected", _("durch eine eigene Antwort ersetzt")
    REFERRED = "referred", _("doch weitergeleitet")


class SiteKind(models.TextChoices):
    """What kind of place an idea is about; whose business it is depends on it."""

    MAIN_STREET = "main_street", _("Hauptstraße")
    DISTRICT_STREET = "district_street", _("Nebenstraße")
    PARK = "park", _("Park oder Grünanlage")
    SCHOOL = "school", _("Schule")
    PRIVATE = "private", _("privates Grundstück")
    OTHER = "other", _("anderer Ort")


class Condition(models.TextChoices):
    """What a rule may ask for; a matched one is stored as its code and a value."""

    REGION = "region", _("Stadtteil")
    TOPIC = "topic", _("Thema")
    SITE = "site", _("Art des Ortes")
    TITLE_WORD = "title_word", _("Wörter im Titel")
    TEXT_WORD = "text_word", _("Wörter in der Beschreibung")


class RouteWay(models.TextChoices):
    """Who or what said where an idea goes."""

    RULE = "rule", _("nach den Regeln")
    LEARNED = "learned", _("nach einem gelernten Vorschlag")
    RETURN = "return", _("auf Hinweis eines Amtes")
    ROUND = "round", _("nach einer Klärungsrunde")
    PERSON = "person", _("von Hand gewählt")


class Departure(models.TextChoices):
    """Why somebody chose another department than the rules."""

    SPECIAL = "special", _("besonderer Fall")
    MISREAD = "misread", _("Die Regel versteht die Idee falsch")
    OUTDATED = "outdated", _("Die Regel stimmt nicht mehr")
    AGREED = "agreed", _("mit dem Amt abgesprochen")
    OTHER = "other", _("anderer Grund")


class ReplyState(models.TextChoices):
    """What a person made of a mail from an Amt."""

    DRAFT = "draft", _("wartet darauf, gelesen zu werden")
    STATED = "stated", _("als Stellungnahme übernommen")
    ASKED = "asked", _("als Rückfrage übernommen")
    RETURNED = "returned", _("als Rückgabe übernommen")
    ACKNOWLEDGED = "acknowledged", _("als Eingangsbestätigung übernommen")
    NOTED = "noted", _("vermerkt")


class ClarifiedTo(models.TextChoices):
    """What came of it when departments clarified who is responsible."""

    DEPARTMENT = "department", _("ein Amt übernimmt")
    SPK = "spk", _("die SPK antwortet selbst")
    ELSEWHERE = "elsewhere", _("außerhalb des Bezirksamts")
    CANCELLED = "cancelled", _("abgesagt")


class SaidWay(models.TextChoices):
    """How a department said what the SPK wrote down."""

    PHONE = "phone", _("am Telefon")
    MEETING = "meeting", _("in einer Sitzung oder einem Gespräch")
    LETTER = "letter", _("in einem Brief")
    FORM = "form", _("über ein eigenes Formular")


class TranscriptState(models.TextChoices):
    """What a department said to what the SPK wrote down of it."""

    WAITING = "waiting", _("noch nicht bestätigt")
    CONFIRMED = "confirmed", _("vom Amt bestätigt")
    CORRECTED = "corrected", _("vom Amt berichtigt")
    UNOBJECTED = "unobjected", _("ohne Widerspruch")


class PromiseStep(models.TextChoices):
    """What became of a promise, step by step; rows are added, never changed."""

    PROMISED = "promised", _("zugesagt")
    MOVED = "moved", _("verschoben")
    KEPT = "kept", _("gehalten")
    GIVEN_UP = "given_up", _("zurückgenommen")


class SetState(models.TextChoices):
    """Answers that are published together."""

    OPEN = "open", _("wird gesammelt")
    PLANNED = "planned", _("geplant")
    PUBLISHING = "publishing", _("wird veröffentlicht")
    PUBLISHED = "published", _("veröffentlicht")
    DISSOLVED = "dissolved", _("aufgelöst")


class ItemState(models.TextChoices):
    """What became of one answer of a set."""

    WAITING = "waiting", _("im Paket")
    PUBLISHED = "published", _("veröffentlicht")
    LEFT_OUT = "left_out", _("nicht veröffentlicht")
    TAKEN_OUT = "taken_out", _("herausgenommen")
