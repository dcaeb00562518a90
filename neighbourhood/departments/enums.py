from django.db import models
from django.utils.translation import gettext_lazy as _


class DepartmentKind(models.TextChoices):
    AMT = "amt", _("Amt")
    STELLE = "stelle", _("Stelle")
    EXTERN = "extern", _("außerhalb des Bezirks")


class MailRhythm(models.TextChoices):
    """How a department wants what is not urgent: each mail, or several in one."""

    EACH = "each", _("jede Weiterleitung einzeln, sofort")
    DAILY = "daily", _("gesammelt, einmal am Tag")
    WEEKLY = "weekly", _("gesammelt, einmal in der Woche")


class TextKind(models.TextChoices):
    NOT_OURS = "not_ours", _("Nicht unsere Aufgabe")
    MODULE = "module", _("Baustein für Stellungnahmen")


class SignpostKind(models.TextChoices):
    """What an idea turns out to be; also the order in which one is told."""

    DANGER = "danger", _("Gefahr")
    FORMAL = "formal", _("Förmliches")
    ELSEWHERE = "elsewhere", _("Andere sind zuständig")
    DEFECT = "defect", _("Mangel")
    WISH = "wish", _("Wörter eines Wunsches (dann kein Mangel)")
