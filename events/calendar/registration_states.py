"""What may follow what for a registration, and of which sort a question is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation


class RegistrationState(models.TextChoices):
    UNPROVEN = "unproven", _("noch nicht bestätigt")
    HELD = "held", _("angemeldet")
    WAITING = "waiting", _("auf der Warteliste")
    OFFERED = "offered", _("Platz angeboten")
    CANCELLED = "cancelled", _("abgemeldet")
    EXPIRED = "expired", _("Angebot abgelaufen")


class FieldKind(models.TextChoices):
    TEXT = "text", _("kurzer Text")
    LONG = "long", _("langer Text")
    CHOICE = "choice", _("Auswahl")
    NUMBER = "number", _("Zahl")
    YESNO = "yesno", _("Ja oder Nein")


_S = RegistrationState
MAY_FOLLOW: dict[_S, frozenset[_S]] = {
    _S.UNPROVEN: frozenset({_S.HELD, _S.WAITING, _S.CANCELLED}),
    _S.HELD: frozenset({_S.CANCELLED}),
    _S.WAITING: frozenset({_S.OFFERED, _S.CANCELLED}),
    _S.OFFERED: frozenset({_S.HELD, _S.EXPIRED, _S.CANCELLED}),
    _S.CANCELLED: frozenset(),
    # Whoever missed the offer registers anew, at the end of the line.
    _S.EXPIRED: frozenset(),
}
# With an account one is born a step further, held or waiting.
INITIAL = _S.UNPROVEN
# Who waits, and what ends it; a waiting list ends with the date itself.
WAITING: dict[_S, str] = {
    _S.UNPROVEN: "calendar.forget_registrations",
    _S.OFFERED: "calendar.expire_offers",
    _S.WAITING: "calendar.forget_registrations",
}
# These have seats: their heads are what `occurrence.taken` counts.
HOLDING = frozenset({_S.HELD, _S.OFFERED})
LIVE = HOLDING | {_S.WAITING}


def may_become(current: str, following: RegistrationState) -> bool:
    return following in MAY_FOLLOW[_S(current)]


def require(current: str, following: RegistrationState) -> None:
    """Raise RuleViolation unless `following` may come after `current`."""
    if not may_become(current, following):
        raise RuleViolation(
            _("Das geht nicht mehr: Diese Anmeldung ist jetzt „%(state)s“.")
            % {"state": _S(current).label},
            code="registration_transition",
        )
