"""Rounds that lead to nothing but their words, until a higher app takes a kind."""

from django.utils.translation import gettext_lazy as _

from neighbourhood.rounds.enums import RoundKind
from neighbourhood.rounds.registry import Ending, Procedure, nothing_to_undo

ALIGNMENT = Procedure(
    kind=RoundKind.ALIGNMENT,
    purpose=_("Mehrere Ämter sagen, was sie zu einem Vorhaben meinen."),
    endings={
        "agreed": Ending(_("Alle sind einverstanden")),
        "agreed_with_conditions": Ending(_("Einverstanden mit Auflagen")),
        "not_agreed": Ending(_("Keine Einigung")),
    },
    on_reopened=nothing_to_undo,
)
COSIGNING = Procedure(
    kind=RoundKind.COSIGNING,
    purpose=_("Mehrere Ämter zeichnen eine Vorlage mit."),
    endings={
        "signed": Ending(_("Mitgezeichnet")),
        "signed_with_changes": Ending(_("Mitgezeichnet mit Änderungen")),
        "not_signed": Ending(_("Nicht mitgezeichnet")),
    },
    on_reopened=nothing_to_undo,
)
WORKING_GROUP = Procedure(
    kind=RoundKind.WORKING_GROUP,
    purpose=_("Mehrere Ämter arbeiten an einer Frage und halten fest, was gilt."),
    endings={
        "settled": Ending(_("Ergebnis festgehalten")),
        "went_on_elsewhere": Ending(_("Geht an anderer Stelle weiter")),
    },
    positions={
        "contribution": _("Beitrag"),
        "question": _("offene Frage"),
        "not_concerned": _("nicht betroffen"),
    },
    working_days=20,
    on_reopened=nothing_to_undo,
)
ALL = (ALIGNMENT, COSIGNING, WORKING_GROUP)
