from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.guard import GuardedForm
from participation.moderation.enums import ComplaintOutcome, Reason
from participation.moderation.models import TextModule

LONGEST_TEXT = 4_000
REPORTABLE = (
    Reason.UNLAWFUL,
    Reason.INSULT,
    Reason.PERSONAL_DATA,
    Reason.ADVERTISING,
    Reason.PARTY_POLITICAL,
    Reason.DUPLICATE,
    Reason.OTHER,
)


class ReportForm(GuardedForm):
    reason = forms.ChoiceField(
        label=_("Was stimmt nicht?"),
        choices=[(reason.value, reason.label) for reason in REPORTABLE],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Was sollen wir wissen?"),
        help_text=_("Welche Stelle meinen Sie, und was ist daran falsch?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    address = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Damit wir Ihnen sagen können, was aus der Meldung wird."),
        required=False,
    )

    def __init__(self, *args: Any, is_signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_signed_in:
            del self.fields["address"]


class ComplaintForm(forms.Form):
    text = forms.CharField(
        label=_("Ihr Einwand"),
        help_text=_("Was haben wir falsch verstanden, oder was ist Ihnen wichtig?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
    )


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Entscheidung"),
        choices=ComplaintOutcome.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Begründung"),
        help_text=_("Geht so in die Mail."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
    )


class TextModuleForm(forms.ModelForm):
    class Meta:
        model = TextModule
        fields = ["reason", "title", "text", "is_active"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
