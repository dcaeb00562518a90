from django.db import models
from django.utils.translation import gettext_lazy as _


class Case(models.TextChoices):
    """Where the idea is between the SPK and the administration."""

    NONE = "none", _("noch nicht weitergeleitet")
    OPEN = "open", _("bei der SPK")
    REFERRED = "referred", _("beim Amt")
    QUESTION = "question", _("Rückfrage")
    STATEMENT_IN = "statement_in", _("Stellungnahme liegt vor")
    ANSWERED = "answered", _("beantwortet")
    REOPENED = "reopened", _("wieder aufgenommen")
    CLOSED = "closed", _("abgeschlossen")


class Outcome(models.TextChoices):
    """What came of it."""

    NONE = "", _("noch offen")
    WILL_BE_DONE = "will_be_done", _("wird umgesetzt")
    PARTLY = "partly", _("wird teilweise umgesetzt")
    PLANNED = "planned", _("ist eingeplant")
    IN_PROGRESS = "in_progress", _("in Arbeit")
    DONE = "done", _("umgesetzt")
    EXISTS_ALREADY = "exists_already", _("gibt es schon")
    TOGETHER = "together", _("gemeinsam machen")
    DEFERRED = "deferred", _("zurückgestellt")
    NOT_POSSIBLE = "not_possible", _("nicht möglich")
    NOT_OURS = "not_ours", _("nicht Sache des Bezirks")


class PlaceKind(models.TextChoices):
    NONE = "none", _("kein bestimmter Ort")
    ADDRESS = "address", _("Adresse")
    PIN = "pin", _("Punkt auf der Karte")


class Source(models.TextChoices):
    SITE = "site", _("auf der Plattform")
    IMPORT = "import", _("übernommen")
    ENTERED = "entered", _("für jemanden eingetragen")
    PAPER = "paper", _("auf Papier")
    PHONE = "phone", _("am Telefon")
    COUNTER = "counter", _("am Tresen")
    WORKSHOP = "workshop", _("aus einer Werkstatt mit Kindern oder Gruppen")


# How an idea comes in that somebody else types: only with consent.
ON_BEHALF = (Source.PAPER, Source.PHONE, Source.COUNTER, Source.WORKSHOP)


class AnswerWay(models.TextChoices):
    """How somebody without an account wants to hear of their idea."""

    NONE = "none", _("gar nicht")
    PICKUP = "pickup", _("mit einem Abholcode selbst nachsehen")
    MAIL = "mail", _("per E-Mail")
    LETTER = "letter", _("per Brief")
    CALL = "call", _("per Anruf")
