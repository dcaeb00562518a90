"""Who has to do something now."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Owner(StrEnum):
    SPK = "spk"
    COORDINATION = "coordination"
    AMT = "amt"
    PARTNER = "partner"
    PERSON = "person"
    NOBODY = "nobody"


OWNERS: dict[Owner, str | Promise] = {
    Owner.SPK: _("SPK"),
    Owner.COORDINATION: _("Koordination"),
    Owner.AMT: _("Amt"),
    Owner.PARTNER: _("Akteur oder Netzwerk"),
    Owner.PERSON: _("Person"),
    Owner.NOBODY: _("niemand"),
}
