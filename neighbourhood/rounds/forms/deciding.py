"""How a round ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from neighbourhood.departments.models import Department
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.registry import Ending, Procedure
from neighbourhood.rounds.services.deciding import Result

LONGEST_TEXT = 4_000


class DecideForm(forms.Form):
    code = forms.ChoiceField(
        label=gettext_lazy("Was ist das Ergebnis?"), widget=forms.RadioSelect
    )
    chosen = forms.TypedChoiceField(
        label=gettext_lazy("Welches Amt?"),
        help_text=gettext_lazy("Nötig, wenn ein Amt übernimmt."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    text = forms.CharField(
        label=gettext_lazy("In Worten"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
    )

    def __init__(
        self, *args: Any, row: Round, procedure: Procedure, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.procedure = procedure
        self.departments = {each.pk: each for each in Department.objects.receiving()}
        self._choices(
            "code",
            [(code, _with_hint(each)) for code, each in procedure.endings.items()],
        )
        self.fields["text"].help_text = str(procedure.result_hint)
        if any(each.names_department for each in procedure.endings.values()):
            self._choices("chosen", self._grouped(row))
        else:
            del self.fields["chosen"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        ending = self.procedure.endings.get(cleaned.get("code", ""))
        if ending and ending.names_department and not cleaned.get("chosen"):
            self.add_error("chosen", _("Bitte wählen Sie, welches Amt es ist."))
        return cleaned

    @property
    def result(self) -> Result:
        chosen = self.cleaned_data.get("chosen")
        return Result(
            code=self.cleaned_data["code"],
            text=self.cleaned_data["text"],
            chosen=self.departments[chosen] if chosen else None,
        )

    def _grouped(self, row: Round) -> list[Any]:
        """Those who take part stand first."""
        here = [party.department_id for party in row.parties.all()]
        inside = [
            (pk, self.departments[pk].name) for pk in here if pk in self.departments
        ]
        outside = [
            (pk, each.name) for pk, each in self.departments.items() if pk not in here
        ]
        return [
            ("", _("Bitte wählen")),
            (_("In der Runde"), inside),
            (_("Weitere"), outside),
        ]

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = choices


def _with_hint(ending: Ending) -> str:
    return f"{ending.label}. {ending.hint}" if ending.hint else str(ending.label)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Warum wird die Runde abgesagt?"),
        help_text=gettext_lazy("Lesen alle, die an der Runde teilnehmen."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
    )
