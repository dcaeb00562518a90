from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    RESIDENT = "resident", _("Bewohner:in")
    ACTOR_MEMBER = "actor_member", _("Mitglied eines Akteurs")
    TRUSTED_HOUSE = "trusted_house", _("Vertrauenshaus")
    MODERATOR = "moderator", _("Moderation")
    COORDINATOR = "coordinator", _("Koordination (Leitung SPK)")
    DEPARTMENT_MEMBER = "department_member", _("Mitglied eines Amtes")
    DATA_EDITOR = "data_editor", _("Redaktion Daten und Porträts")
    ADMIN = "admin", _("Administration")


# The SPK's own people.
SPK_ROLES = frozenset({Role.MODERATOR, Role.COORDINATOR, Role.DATA_EDITOR, Role.ADMIN})
# Everyone who works here for the administration signs in with two factors.
TWO_FACTOR_ROLES = SPK_ROLES | {Role.DEPARTMENT_MEMBER}


class Scope(models.TextChoices):
    PLATFORM = "platform", _("ganze Plattform")
    REGION = "region", _("Stadtteil")
    DEPARTMENT = "department", _("Amt")
    ACTOR = "actor", _("Akteur")


class Language(models.TextChoices):
    GERMAN = "de", _("Deutsch")
    ENGLISH = "en", _("English")
    EASY = "de-ls", _("Leichte Sprache")
