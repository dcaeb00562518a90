"""What happens to a case beside its states: notes, and that it was put on file."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb


def _inside(_idea: Any) -> list[str]:
    return ["desk"]


VERBS = (
    Verb("case.noted", _("hat eine interne Notiz geschrieben"), groups=_inside),
    Verb("case.note_changed", _("hat eine interne Notiz geändert"), groups=_inside),
    Verb(
        "case.note_withdrawn",
        _("hat eine interne Notiz zurückgezogen"),
        groups=_inside,
    ),
    Verb("case.file_asked", _("hat den Vorgang für die Akte zusammengestellt")),
    Verb("case.file_fetched", _("hat den Vorgang für die Akte geholt")),
)
