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


class Step(models.TextChoices):
    """The rungs of the ladder; each is climbed once for a due date."""

    BEFORE = "before", _("Erinnerung vor der Frist")
    DUE = "due", _("Frist heute")
    OVERDUE = "overdue", _("Frist überschritten")
    ESCALATED = "escalated", _("an die Koordination")


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
