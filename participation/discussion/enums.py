from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.TextChoices):
    """In which role somebody wrote a comment; stored, so a later role changes none."""

    NONE = "", _("als Person")
    AUTHOR = "author", _("hat die Idee geschrieben")
    SPK = "spk", _("SPK")
    AMT = "amt", _("Amt")


class Check(models.TextChoices):
    """Whose comments are read before they appear (setting `COMMENT_CHECK`)."""

    NEWCOMERS = "newcomers", _("von Leuten, von denen noch nichts veröffentlicht ist")
    ALL = "all", _("von allen")
    NOBODY = "nobody", _("von niemandem")


class Sort(models.TextChoices):
    NEWEST = "neueste", _("Neueste")
    OLDEST = "aelteste", _("Älteste")
    MOST_ANSWERED = "antworten", _("Meiste Antworten")
