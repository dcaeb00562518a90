from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundKind(models.TextChoices):
    """What several departments come together for; `registry` holds its rules."""

    CLARIFICATION = "clarification", _("Klärungsrunde")
    ALIGNMENT = "alignment", _("Abstimmung")
    COSIGNING = "cosigning", _("Mitzeichnung")
    WORKING_GROUP = "working_group", _("Arbeitsgruppe")
    CONCERN = "concern", _("Anliegen eines Netzwerks")


class RoundState(models.TextChoices):
    OPEN = "open", _("offen")
    DECIDING = "deciding", _("zu entscheiden")
    CLOSED = "closed", _("abgeschlossen")
    CANCELLED = "cancelled", _("abgesagt")


class PartyRole(models.TextChoices):
    ASKED = "asked", _("um Stellungnahme gebeten")
    INFORMED = "informed", _("zur Kenntnis")


class PartyState(models.TextChoices):
    INVITED = "invited", _("eingeladen")
    READ = "read", _("gelesen")
    STATED = "stated", _("hat Stellung genommen")
    DECLINED = "declined", _("nimmt nicht teil")
    OVERDUE = "overdue", _("Frist vorbei")
    REMOVED = "removed", _("nicht mehr gefragt")


class StatementSource(models.TextChoices):
    """How a statement came onto the page."""

    LINK = "link", _("über den Link in der Mail")
    ACCOUNT = "account", _("mit Konto")
    RECORDED = "recorded", _("von der SPK eingetragen")


class Step(models.TextChoices):
    """What a department is reminded of; each once for a due date."""

    BEFORE = "before", _("Erinnerung vor der Frist")
    DUE = "due", _("Frist heute")
    OVERDUE = "overdue", _("Frist vorbei")


class ChangeKind(models.TextChoices):
    """What the SPK changed in a round, with its reason; all of it stays readable."""

    DATE = "date", _("Termin verschoben")
    REMOVED = "removed", _("Amt nicht mehr gefragt")
    REOPENED = "reopened", _("wieder aufgenommen")
