from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.referrals.forms.responding import DAY, LONGEST_TEXT, OUTCOMES
from participation.referrals.models import Answer, Statement
from participation.referrals.services.answering import Words


class AnswerForm(forms.Form):
    """The draft: it may be saved half done, but not looked at or published."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    outcome = forms.ChoiceField(label=_("Ergebnis"), choices=OUTCOMES)
    text = forms.CharField(
        label=_("Antwort"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST_TEXT,
        help_text=_("Für die Menschen, die gefragt haben: was kommt, und warum."),
    )
    reason = forms.CharField(
        label=_("Begründung, wenn es nicht oder erst später geht"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    instead = forms.CharField(
        label=_("Was stattdessen möglich ist"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    promised_on = forms.DateField(
        label=_("Zugesagt bis"),
        widget=DAY,
        required=False,
        help_text=_("An diesem Tag sehen wir nach, was daraus geworden ist."),
    )

    def __init__(self, *args: Any, is_final: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_final:
            self.fields["outcome"].required = self.fields["text"].required = False
        for name in ("reason", "instead"):
            # Whether they are needed hangs on the outcome: so not "freiwillig".
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template

    @property
    def words(self) -> Words:
        cleaned = dict(self.cleaned_data)
        del cleaned["version"]
        return Words(**cleaned)


def first_values(draft: Answer | None, statements: list[Statement]) -> dict[str, Any]:
    """The draft as it stands, or a first one made of the lead's statement."""
    names = ("version", "outcome", "text", "reason", "instead", "promised_on")
    if draft is not None:
        return {name: getattr(draft, name) for name in names}
    values: dict[str, Any] = {"version": 0}
    lead = next((row for row in statements if row.referral.is_lead), None)
    if lead is not None:
        values |= {
            "text": lead.text,
            "outcome": lead.outcome,
            "promised_on": lead.promised_on,
        }
    return values


class PublishForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
