"""A network's concern: said, brought into a round, answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from neighbourhood.departments.models import Department
from neighbourhood.rounds.forms.convening import (
    LONGEST_TEXT,
    MOST_WORKING_DAYS,
    MeetingForm,
)
from participation.networks.services.concerns import Agenda

USUAL_WORKING_DAYS = 15


class ConcernForm(forms.Form):
    """What the network wants of the Bezirksamt."""

    title = forms.CharField(
        label=gettext_lazy("Worum geht es?"),
        help_text=gettext_lazy("Ein kurzer Satz; so heißt später auch die Runde."),
        max_length=120,
    )
    text = forms.CharField(
        label=gettext_lazy("Was möchten Sie, und warum?"),
        help_text=gettext_lazy(
            "Schreiben Sie so, dass auch Ämter es verstehen, die Ihr Netzwerk nicht "
            "kennen."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4_000,
    )


class BringForm(MeetingForm):
    """Which departments talk about it, what they are asked, until when."""

    field_order = ("question", "asked", "informed", "working_days")

    question = forms.CharField(
        label=gettext_lazy("Ihre Frage an alle"),
        help_text=gettext_lazy(
            "Das Anliegen steht darunter. Was sollen die Ämter dazu sagen?"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
    )
    asked = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Wer soll Stellung nehmen?"),
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    informed = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Wer soll mitlesen?"),
        help_text=gettext_lazy("Kann etwas sagen, muss aber nicht."),
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    working_days = forms.IntegerField(
        label=gettext_lazy("Frist in Arbeitstagen"),
        min_value=1,
        max_value=MOST_WORKING_DAYS,
        initial=USUAL_WORKING_DAYS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("asked", "informed"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
            field.queryset = Department.objects.receiving()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if set(cleaned.get("asked") or ()) & set(cleaned.get("informed") or ()):
            self.add_error("informed", _("Ein Amt ist zweimal gewählt."))
        return cleaned

    @property
    def agenda(self) -> Agenda:
        cleaned = self.cleaned_data
        return Agenda(
            question=cleaned["question"],
            working_days=cleaned["working_days"],
            asked=list(cleaned["asked"]),
            informed=list(cleaned["informed"]),
            meeting=self.meeting,
        )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Ihre Antwort an das Netzwerk"),
        help_text=gettext_lazy(
            "Steht als Beitrag im Netzwerk. Ist das Netzwerk offen, lesen es alle."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=10_000,
    )
