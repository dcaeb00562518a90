from django.db import models
from django.utils.translation import gettext_lazy as _


class NetworkKind(models.TextChoices):
    DISTRICT_ROUND = "district_round", _("Stadtteilrunde")
    KIEZ_ROUND = "kiez_round", _("Kiezrunde")
    THEME_ROUND = "theme_round", _("Themenrunde")
    OTHER = "other", _("Netzwerk")


class Visibility(models.TextChoices):
    """Who sees what happens inside; a hidden one is known to its members alone."""

    OPEN = "open", _("Alle lesen mit")
    MEMBERS = "members", _("Nur Mitglieder lesen die Beiträge")
    HIDDEN = "hidden", _("Nur Mitglieder wissen davon")


class Joining(models.TextChoices):
    OPEN = "open", _("Alle können sofort mitmachen")
    REQUEST = "request", _("Auf Anfrage")
    INVITATION = "invitation", _("Nur auf Einladung")


class MemberRole(models.TextChoices):
    COORDINATOR = "coordinator", _("Koordination")
    DEPUTY = "deputy", _("Stellvertretung")
    MEMBER = "member", _("Mitglied")


COORDINATING = frozenset({MemberRole.COORDINATOR, MemberRole.DEPUTY})


class RequestState(models.TextChoices):
    OPEN = "open", _("offen")
    ACCEPTED = "accepted", _("angenommen")
    DECLINED = "declined", _("abgelehnt")
    WITHDRAWN = "withdrawn", _("zurückgenommen")


class PostKind(models.TextChoices):
    POST = "post", _("Beitrag")
    MINUTES = "minutes", _("Protokoll")
    RESULT = "result", _("Ergebnis einer Runde")


class ConcernState(models.TextChoices):
    """Where a concern for the Bezirksamt is."""

    RAISED = "raised", _("vorgemerkt")
    IN_ROUND = "in_round", _("in einer Runde")
    ANSWERED = "answered", _("beantwortet")
    DROPPED = "dropped", _("zurückgezogen")


class Repeat(models.TextChoices):
    """How a date comes again, when several are entered at once."""

    ONCE = "once", _("Nein, nur dieses eine Mal")
    WEEKLY = "weekly", _("Jede Woche")
    FORTNIGHTLY = "fortnightly", _("Alle zwei Wochen")
    MONTHLY = "monthly", _("Jeden Monat am selben Wochentag")
