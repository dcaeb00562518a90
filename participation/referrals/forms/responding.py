from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from neighbourhood.departments.models import Department
from participation.ideas.enums import Outcome
from participation.referrals.enums import ReturnReason
from participation.referrals.models import Referral
from participation.referrals.services.responding import Said

LONGEST_TEXT = 10_000
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
OUTCOMES = [("", _("Bitte wählen"))] + [
    (outcome.value, outcome.label) for outcome in Outcome if outcome != Outcome.NONE
]


class StatementForm(forms.Form):
    text = forms.CharField(
        label=_("Ihre Stellungnahme"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LONGEST_TEXT,
        help_text=_(
            "In einfachen Worten: was möglich ist, was nicht, und warum. Ein paar "
            "Sätze genügen."
        ),
    )
    outcome = forms.ChoiceField(label=_("Was wird daraus?"), choices=OUTCOMES)
    promised_on = forms.DateField(
        label=_("Bis wann? (falls Sie einen Termin nennen können)"),
        widget=DAY,
        required=False,
    )
    reference = forms.CharField(
        label=_("Ihr Geschäftszeichen"), max_length=60, required=False
    )

    def clean_promised_on(self) -> Any:
        day = self.cleaned_data["promised_on"]
        if day is not None and day < berlin_today():
            message = _("Dieser Tag liegt in der Vergangenheit.")
            raise forms.ValidationError(message, code="past")
        return day

    @property
    def said(self) -> Said:
        return Said(
            text=self.cleaned_data["text"],
            outcome=Outcome(self.cleaned_data["outcome"]),
            promised_on=self.cleaned_data["promised_on"],
            reference=self.cleaned_data["reference"],
        )


class RecordForm(StatementForm):
    """The same, entered by the SPK for a department."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "text": _("Was das Amt gesagt hat"),
            "promised_on": _("Bis wann? (falls das Amt einen Termin genannt hat)"),
            "reference": _("Geschäftszeichen des Amtes"),
        }
        for name, label in labels.items():
            self.fields[name].label = label


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Ihre Frage an die SPK"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_TEXT,
        help_text=_("Bis zur Antwort steht Ihre Frist still."),
    )


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Grund"), choices=ReturnReason, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Was sollten wir wissen?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    suggested = forms.ModelChoiceField(
        label=_("Wer ist wohl zuständig?"),
        queryset=Department.objects.none(),
        required=False,
        empty_label=_("weiß ich nicht"),
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["suggested"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- see above
        others = Department.objects.active().exclude(pk=referral.department_id)
        field.queryset = others

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == ReturnReason.OTHER and not cleaned.get("text"):
            self.add_error("text", _("Bitte nennen Sie den Grund."))
        return cleaned


class QuestionAnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Ihre Antwort an das Amt"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        help_text=_("Geht per Mail an das Amt. Danach läuft dessen Frist weiter."),
    )
