from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.days import day_field
from participation.ideas.enums import Outcome
from participation.referrals import promises
from participation.referrals.enums import PromiseKind
from participation.referrals.forms.fields import PeriodField
from participation.referrals.forms.responding import LONGEST_TEXT, OUTCOMES
from participation.referrals.models import Answer, Statement
from participation.referrals.services.answering import Words

# Needed or not by the outcome, so never called "freiwillig".
CONDITIONAL = ("reason", "instead", "support", "joining", "look_again_on")
WRITTEN = ("version", "outcome", "text", "promised_on", *CONDITIONAL)


# Lets the page see what is filled in: a field that no outcome asks for stays in sight.
BLANK = {"placeholder": " "}


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
        widget=forms.Textarea(attrs={"rows": 4} | BLANK),
        max_length=LONGEST_TEXT,
        required=False,
    )
    instead = forms.CharField(
        label=_("Was stattdessen möglich ist"),
        widget=forms.Textarea(attrs={"rows": 3} | BLANK),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Nötig, wenn es nicht möglich ist."),
    )
    look_again_on = day_field(
        label=_("Wiedervorlage: Wann sehen wir es uns wieder an?"),
        required=False,
        help_text=_("Nötig, wenn es zurückgestellt ist. Öffentlich ist der Monat."),
    )
    support = forms.CharField(
        label=_("Womit wir helfen"),
        widget=forms.Textarea(attrs={"rows": 3} | BLANK),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Nötig, wenn Nachbar:innen es gemeinsam machen."),
    )
    joining = forms.CharField(
        label=_("Wo man mitmachen kann"),
        widget=forms.Textarea(attrs={"rows": 2} | BLANK),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Ort, Zeit, wen man anspricht. Keine privaten Telefonnummern."),
    )
    promised_on = day_field(
        label=_("Zugesagt bis"),
        required=False,
        help_text=_("Dann fragen wir nach, was daraus geworden ist."),
    )
    period = PeriodField(
        label=_("Oder ein Zeitraum"),
        help_text=_("Wenn es noch keinen Tag gibt."),
    )

    def __init__(self, *args: Any, is_final: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_final:
            self.fields["outcome"].required = self.fields["text"].required = False
        for name in CONDITIONAL:
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("promised_on") and cleaned.get("period"):
            self.add_error(
                "period", _("Bitte nennen Sie einen Tag oder einen Zeitraum.")
            )
        return cleaned

    @property
    def words(self) -> Words:
        cleaned = dict(self.cleaned_data)
        del cleaned["version"]
        period = cleaned.pop("period")
        kind, last_day = period or (PromiseKind.DAY, cleaned["promised_on"])
        if cleaned["outcome"] != Outcome.DEFERRED:
            cleaned["look_again_on"] = None
        return Words(**cleaned | {"promised_on": last_day, "promise_kind": kind})


def first_values(draft: Answer | None, statements: list[Statement]) -> dict[str, Any]:
    """The draft as it stands, or a first one made of the lead's statement."""
    if draft is not None:
        values = {name: getattr(draft, name) for name in WRITTEN}
        return values | _promise_of(draft)
    lead = next((row for row in statements if row.referral.is_lead), None)
    if lead is None:
        return {"version": 0}
    own = {"version": 0, "text": lead.text, "outcome": lead.outcome}
    return own | _promise_of(lead)


def with_statements(
    values: dict[str, Any], statements: Iterable[Statement]
) -> dict[str, Any]:
    """What was typed so far, and below it what the departments said, lead first.

    Words are taken as they are: what an Amt writes to us and what residents read is
    told apart by a person. Words that stand there already do not come twice.
    """
    said = list(statements)
    parts = [values.get("text", "").strip()]
    parts += [row.text.strip() for row in said if row.text.strip() not in parts[0]]
    taken = values | {"text": "\n\n".join(part for part in parts if part)}
    lead = next((row for row in said if row.referral.is_lead), None)
    if lead is None:
        return taken
    taken["outcome"] = values.get("outcome") or lead.outcome
    if not values.get("promised_on") and not values.get("period"):
        taken |= _promise_of(lead)
    return taken


def _promise_of(row: Answer | Statement) -> dict[str, Any]:
    """A day in the field for days, a period in the one for periods."""
    kind, day = PromiseKind(row.promise_kind), row.promised_on
    if day is None:
        return {"promised_on": None, "period": ""}
    is_day = kind == PromiseKind.DAY
    return {
        "promised_on": day if is_day else None,
        "period": promises.value_of(kind, day),
    }


class PublishForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
