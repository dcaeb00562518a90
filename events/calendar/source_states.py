"""A partner's own calendar: how far we are with it, and what is wrong with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation


class SourceState(models.TextChoices):
    TRIAL = "trial", _("Vorschau")
    ACTIVE = "active", _("verbunden")
    PAUSED = "paused", _("angehalten")
    STOPPED = "stopped", _("beendet, weil der Akteur nicht mehr bestätigt ist")


class SourceProblem(models.TextChoices):
    """Why a calendar could not be read; each says what to do about it."""

    NONE = "", _("kein Problem")
    ADDRESS = (
        "address",
        _(
            "Die Adresse führt nicht zu einem öffentlichen Kalender mit https://. "
            "Bitte prüfen Sie sie."
        ),
    )
    SILENT = (
        "silent",
        _("Der Kalender antwortet nicht oder zu langsam. Wir versuchen es weiter."),
    )
    REFUSED = (
        "refused",
        _(
            "Unter der Adresse gibt uns niemand den Kalender. Ist er noch öffentlich "
            "freigegeben?"
        ),
    )
    TOO_BIG = (
        "too_big",
        _(
            "Der Kalender ist zu groß, wir lesen höchstens zwei Megabyte. Bitte geben "
            "Sie einen eigenen Kalender nur mit Ihren Veranstaltungen frei."
        ),
    )
    WEB_PAGE = (
        "web_page",
        _(
            "Unter der Adresse liegt eine Webseite, kein Kalender. Suchen Sie in Ihrem "
            "Kalenderprogramm nach „iCal“ oder „ICS“."
        ),
    )
    UNREADABLE = (
        "unreadable",
        _("Unter der Adresse liegt kein Kalender, den wir lesen können."),
    )
    TOO_SLOW = (
        "too_slow",
        _("Der Kalender ist so aufgebaut, dass das Lesen nicht zu Ende kommt."),
    )
    SHRUNK = (
        "shrunk",
        _(
            "Im Kalender fehlen auf einmal sehr viele Termine. Wir sehen in einer "
            "halben Stunde noch einmal nach, bevor wir sie herausnehmen."
        ),
    )


class Placing(models.TextChoices):
    """How we know in which Stadtteil something happens."""

    BY_PLACE = "by_place", _("nach dem Ort, der im Kalender steht")
    CHOSEN = "chosen", _("immer im selben Stadtteil")


S = SourceState
MAY_FOLLOW: dict[SourceState, frozenset[SourceState]] = {
    S.TRIAL: frozenset({S.ACTIVE}),
    S.ACTIVE: frozenset({S.PAUSED, S.STOPPED}),
    S.PAUSED: frozenset({S.ACTIVE, S.STOPPED}),
    S.STOPPED: frozenset({S.ACTIVE}),
}
# States in which the other side is asked.
READING = frozenset({S.TRIAL, S.ACTIVE})


def require(current: str, wanted: SourceState) -> None:
    """Raise `RuleViolation` (`wrong_state`) if one may not follow the other."""
    if wanted not in MAY_FOLLOW[SourceState(current)]:
        raise RuleViolation(
            _("Das geht mit diesem Kalender gerade nicht. Er ist: %(state)s.")
            % {"state": SourceState(current).label},
            code="wrong_state",
        )
