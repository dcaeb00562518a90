from django.db import models
from django.utils.translation import gettext_lazy as _


class DepartmentKind(models.TextChoices):
    AMT = "amt", _("Amt")
    STELLE = "stelle", _("Stelle")
    EXTERN = "extern", _("außerhalb des Bezirks")
