from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.files.forms import SeveralFiles, SeveralFilesField
from commons.files.models import StoredFile
from neighbourhood.departments.forms.speaking import SpokenForm
from neighbourhood.departments.models import Department
from neighbourhood.departments.models.speaking import LONGEST_NAME
from participation.ideas.enums import Outcome
from participation.referrals import promises
from participation.referrals.enums import PromiseKind, ReturnReason
from participation.referrals.forms.fields import EuroField, PeriodField
from participation.referrals.models import PendingStatement, Referral, Statement
from participation.referrals.models.wording import LONGEST_COST_NOTE
from participation.referrals.services.responding import Said

LONGEST_TEXT = 10_000
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"
OUTCOMES = [("", _("Bitte wählen"))] + [
    (outcome.value, outcome.label) for outcome in Outcome if outcome != Outcome.NONE
]


class StatementForm(SpokenForm):
    needs_name = True
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
    period = PeriodField(
        label=_("Oder ein Zeitraum"),
        help_text=_("Wenn Sie noch keinen Tag nennen können."),
    )
    costs = EuroField(
        label=_("Kosten in Euro"),
        help_text=_("Bleiben intern, wenn Sie unten nichts anderes sagen."),
    )
    cost_note = forms.CharField(
        label=_("Zu den Kosten"),
        max_length=LONGEST_COST_NOTE,
        required=False,
        help_text=_("Zum Beispiel: geschätzt, ohne Planung; oder woraus bezahlt."),
    )
    may_name_costs = forms.BooleanField(
        label=_("Die Kosten dürfen öffentlich genannt werden"), required=False
    )
    attachments = SeveralFilesField(
        label=_("Anhänge"),
        required=False,
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        help_text=_(
            "Bis zu fünf Bilder oder PDF, jedes höchstens 10 Megabyte. Sie gehen an "
            "die SPK; öffentlich wird davon nichts von selbst."
        ),
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("promised_on") and cleaned.get("period"):
            self.add_error(
                "period", _("Bitte nennen Sie einen Tag oder einen Zeitraum.")
            )
        if cleaned.get("may_name_costs") and cleaned.get("costs") is None:
            cleaned["may_name_costs"] = False
        return cleaned

    def said_with(self, files: tuple[StoredFile, ...] = ()) -> Said:
        cleaned = self.cleaned_data
        kind, last_day = cleaned["period"] or (PromiseKind.DAY, cleaned["promised_on"])
        return Said(
            text=cleaned["text"],
            outcome=Outcome(cleaned["outcome"]),
            promised_on=last_day,
            promise_kind=kind,
            reference=cleaned["reference"],
            costs=cleaned["costs"],
            cost_note=cleaned["cost_note"],
            may_name_costs=cleaned["may_name_costs"],
            spoken=self.spoken,
            files=files,
        )


class RecordForm(StatementForm):
    """The same, entered by the SPK for a department."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "text": _("Was das Amt gesagt hat"),
            "promised_on": _("Bis wann? (falls das Amt einen Termin genannt hat)"),
            "reference": _("Geschäftszeichen des Amtes"),
            "speaker": _("Wer hat es gesagt?"),
            "unit": _("Stellenzeichen"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["speaker"].required = False
        self.fields["speaker"].widget.attrs.pop("autocomplete", None)


class InterimForm(SpokenForm):
    """To say "Wir prüfen bis …, weil …": a day of the department's own."""

    needs_name = True
    looking_until = forms.DateField(label=_("Wir prüfen bis"), widget=DAY)
    text = forms.CharField(
        label=_("Warum?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        help_text=_("Was Sie noch brauchen. Das lesen nur wir."),
    )
    reference = forms.CharField(
        label=_("Ihr Geschäftszeichen"), max_length=60, required=False
    )

    @property
    def said(self) -> Said:
        cleaned = self.cleaned_data
        return Said(
            text=cleaned["text"],
            looking_until=cleaned["looking_until"],
            reference=cleaned["reference"],
            spoken=self.spoken,
        )


class QuestionForm(SpokenForm):
    text = forms.CharField(
        label=_("Ihre Frage an die SPK"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_TEXT,
        help_text=_("Bis zur Antwort steht Ihre Frist still."),
    )

    field_order = ("text", "speaker", "unit")


class ReturnForm(SpokenForm):
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

    field_order = ("reason", "text", "suggested", "speaker", "unit")

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["suggested"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- see above
        others = Department.objects.receiving().exclude(pk=referral.department_id)
        field.queryset = others

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == ReturnReason.OTHER and not cleaned.get("text"):
            self.add_error("text", _("Bitte nennen Sie den Grund."))
        return cleaned


class ReleaseForm(forms.Form):
    """The second person's name, where no account says who it is."""

    releaser = forms.CharField(
        label=_("Ihr Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class QuestionAnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Ihre Antwort an das Amt"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        help_text=_("Geht per Mail an das Amt. Danach läuft dessen Frist weiter."),
    )


def values_of(row: Statement | PendingStatement) -> dict[str, Any]:
    """What was said before, to write on from."""
    is_day = row.promise_kind == PromiseKind.DAY
    period = ""
    if row.promised_on is not None:
        period = promises.value_of(PromiseKind(row.promise_kind), row.promised_on)
    names = ("text", "outcome", "reference", "costs", "cost_note", "may_name_costs")
    return {name: getattr(row, name) for name in names} | {
        "promised_on": row.promised_on if is_day else None,
        "period": period,
        "looking_until": row.looking_until,
        "speaker": row.speaker,
        "unit": row.unit,
    }
