"""What an organiser types about a list of participants."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.calendar.models import RegistrationField
from events.calendar.registration_states import FieldKind
from events.calendar.services.fields import MOST_FIELDS, Wanted

BLANKS = 2


class FindForm(forms.Form):
    """At the door somebody says a name."""

    q = forms.CharField(label=_("Name suchen"), max_length=80, required=False)


class CameForm(forms.Form):
    """How many came of those who are registered together; empty means all."""

    came = forms.IntegerField(min_value=1, max_value=10, required=False)


# What one question is made of; `QuestionsForm` has it many times.
PARTS: dict[str, forms.Field] = {
    "label": forms.CharField(label=_("Frage"), max_length=120, required=False),
    "kind": forms.ChoiceField(
        label=_("Art der Antwort"), choices=FieldKind.choices, required=False
    ),
    "options": forms.CharField(
        label=_("Auswahlmöglichkeiten"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nur bei „Auswahl“: in jede Zeile eine."),
    ),
    "help_text": forms.CharField(
        label=_("Hinweis dazu"), max_length=200, required=False
    ),
    "is_required": forms.BooleanField(label=_("Antwort ist nötig"), required=False),
    "pk": forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1),
}


def part_name(at: int, name: str) -> str:
    return f"frage{at}-{name}"


# What a draft keeps; which rows they are, the page itself knows.
NAMES = tuple(
    part_name(at, name) for at in range(MOST_FIELDS) for name in PARTS if name != "pk"
)


class QuestionsForm(forms.Form):
    """All questions of an event and some empty places; an emptied question goes."""

    def __init__(
        self, data: Any = None, *, questions: Sequence[RegistrationField]
    ) -> None:
        super().__init__(data, use_required_attribute=False)
        self.known = len(questions)
        for at in range(MOST_FIELDS):
            for name, field in PARTS.items():
                part = deepcopy(field)
                part.is_conditional = True  # type: ignore[attr-defined]  # read by the field template
                self.fields[part_name(at, name)] = part
        for at, question in enumerate(questions):
            for name, value in _initial_of(question).items():
                self.initial[part_name(at, name)] = value

    @property
    def places(self) -> list[dict[str, forms.BoundField]]:
        """Those with words, and some empty ones behind the last of them."""
        rows = [
            {name: self[part_name(at, name)] for name in PARTS}
            for at in range(MOST_FIELDS)
        ]
        filled = [at for at, row in enumerate(rows) if row["label"].value()]
        last = filled[-1] + 1 if filled else 0
        return rows[: min(max(last, self.known) + BLANKS, MOST_FIELDS)]

    @property
    def wanted(self) -> list[Wanted]:
        rows = (self._wanted_at(at) for at in range(MOST_FIELDS))
        return [row for row in rows if row is not None]

    def _wanted_at(self, at: int) -> Wanted | None:
        said = {name: self.cleaned_data.get(part_name(at, name)) for name in PARTS}
        label = " ".join(str(said["label"] or "").split())
        if not label:
            return None
        return Wanted(
            label=label,
            kind=FieldKind(said["kind"] or FieldKind.TEXT),
            help_text=said["help_text"] or "",
            is_required=bool(said["is_required"]),
            options=tuple(str(said["options"] or "").splitlines()),
            pk=said["pk"],
        )


def _initial_of(question: RegistrationField) -> dict[str, Any]:
    return {
        "label": question.label,
        "kind": question.kind,
        "help_text": question.help_text,
        "is_required": question.is_required,
        "options": "\n".join(question.options),
        "pk": question.pk,
    }
