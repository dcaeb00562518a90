from django.db import models
from django.utils.translation import gettext_lazy as _


class DepartmentKind(models.TextChoices):
    AMT = "amt", _("Amt")
    STELLE = "stelle", _("Stelle")
    EXTERN = "extern", _("außerhalb des Bezirks")


class SignpostKind(models.TextChoices):
    """What an idea turns out to be; also the order in which one is told."""

    DANGER = "danger", _("Gefahr")
    FORMAL = "formal", _("Förmliches")
    ELSEWHERE = "elsewhere", _("Andere sind zuständig")
    DEFECT = "defect", _("Mangel")
    WISH = "wish", _("Wörter eines Wunsches (dann kein Mangel)")
