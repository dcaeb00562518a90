"""What becomes of a promise: three forms of the SPK, one of the Amt."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.days import day_field
from commons.terms.forms import TermsForm
from neighbourhood.departments.forms.speaking import SpokenForm
from participation.ideas.enums import Outcome
from participation.referrals.enums import PromiseKind
from participation.referrals.forms.fields import PeriodField
from participation.referrals.forms.responding import LONGEST_TEXT
from participation.referrals.models import PromiseInquiry, PromiseTerms
from participation.referrals.models.promises import LONGEST_REASON
from participation.referrals.promises import value_of
from participation.referrals.services.responding import Said

IMAGES = "image/jpeg,image/png,image/webp"


class Ending(forms.Form):
    """How a promise goes on; `was` is the step that whoever fills it in has read."""

    HAPPENED, LATER, NEVER = "kept", "moved", "given_up"
    way = forms.ChoiceField(
        label=_("Was ist daraus geworden?"),
        choices=[
            (HAPPENED, _("Es ist geschehen")),
            (LATER, _("Es dauert länger: neuer Termin")),
            (NEVER, _("Es wird nichts daraus")),
        ],
        widget=forms.RadioSelect,
    )
    done_on = day_field(label=_("Geschehen am"), required=False)
    promised_on = day_field(label=_("Neuer Termin"), required=False)
    period = PeriodField(label=_("Oder ein Zeitraum"))

    CONDITIONAL: ClassVar[tuple[str, ...]] = ("done_on", "promised_on", "period")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.CONDITIONAL:
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("way") == self.HAPPENED:
            self._clean_done(cleaned.get("done_on"))
        elif cleaned.get("way") == self.LATER:
            self._clean_later(cleaned)
        return cleaned

    def _clean_done(self, day: Any) -> None:
        if day is None and "done_on" not in self.errors:
            self.add_error("done_on", _("Bitte nennen Sie den Tag."))
        elif day is not None and day > berlin_today():
            self.add_error("done_on", _("Dieser Tag kommt erst noch."))

    def _clean_later(self, cleaned: dict[str, Any]) -> None:
        day, period = cleaned.get("promised_on"), cleaned.get("period")
        if day and period:
            self.add_error(
                "period", _("Bitte nennen Sie einen Tag oder einen Zeitraum.")
            )
        elif not day and not period and "promised_on" not in self.errors:
            self.add_error("promised_on", _("Bitte nennen Sie den neuen Termin."))
        elif day and day < berlin_today():
            self.add_error("promised_on", _("Dieser Tag liegt in der Vergangenheit."))

    @property
    def later(self) -> tuple[PromiseKind, Any]:
        period = self.cleaned_data["period"]
        return period or (PromiseKind.DAY, self.cleaned_data["promised_on"])


class PromiseForm(Ending):
    """Filled in by the SPK: public at once."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = forms.CharField(
        label=_("Ein Satz dazu"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_(
            "Öffentlich. Bei einem neuen Termin und wenn nichts daraus wird: der "
            "Grund. Ist es geschehen: was es jetzt gibt."
        ),
    )
    photo = forms.FileField(
        label=_("Foto"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": IMAGES}),
        help_text=_("Wenn es geschehen ist. Ohne erkennbare Personen."),
    )

    CONDITIONAL: ClassVar[tuple[str, ...]] = (*Ending.CONDITIONAL, "reason")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        needs_reason = cleaned.get("way") in {self.LATER, self.NEVER}
        if needs_reason and not cleaned.get("reason"):
            self.add_error("reason", _("Bitte nennen Sie den Grund."))
        if cleaned.get("photo") and cleaned.get("way") != self.HAPPENED:
            self.add_error("photo", _("Ein Foto gehört zu dem, was geschehen ist."))
        return cleaned


class InquiryForm(SpokenForm, Ending):
    """Filled in by the Amt: it goes to the SPK as a statement."""

    needs_name = True
    text = forms.CharField(
        label=_("Wie steht es?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        help_text=_("Ein, zwei Sätze. Wir schreiben daraus die Nachricht an alle."),
    )

    field_order = ("way", "done_on", "promised_on", "period", "text", "speaker", "unit")

    @property
    def said(self) -> Said:
        """Its outcome follows from what was chosen."""
        way, text = self.cleaned_data["way"], self.cleaned_data["text"]
        if way == self.HAPPENED:
            return Said(text=text, outcome=Outcome.DONE, spoken=self.spoken)
        if way == self.NEVER:
            return Said(text=text, outcome=Outcome.NOT_POSSIBLE, spoken=self.spoken)
        kind, day = self.later
        return Said(
            text=text,
            outcome=Outcome.WILL_BE_DONE,
            promised_on=day,
            promise_kind=kind,
            spoken=self.spoken,
        )

    @property
    def happened_on(self) -> Any:
        is_done = self.cleaned_data["way"] == self.HAPPENED
        return self.cleaned_data["done_on"] if is_done else None


def first_values(number: int, inquiry: PromiseInquiry | None) -> dict[str, Any]:
    """What the Amt said, to be put into plain words."""
    values: dict[str, Any] = {"number": number}
    statement = inquiry.statement if inquiry is not None else None
    if inquiry is None or statement is None:
        return values
    if statement.outcome == Outcome.DONE:
        return values | {"way": Ending.HAPPENED, "done_on": inquiry.done_on}
    if statement.promised_on is None:
        return values | {"way": Ending.NEVER}
    is_day = statement.promise_kind == PromiseKind.DAY
    return values | {
        "way": Ending.LATER,
        "promised_on": statement.promised_on if is_day else None,
        "period": value_of(PromiseKind(statement.promise_kind), statement.promised_on),
    }


class FilterForm(forms.Form):
    """The list of what is promised, in its address."""

    ansicht = forms.ChoiceField(
        required=False, choices=[("", _("alle")), ("ueberfaellig", _("überfällig"))]
    )
    amt = forms.IntegerField(required=False, min_value=1)


class PromiseTermsForm(TermsForm):
    ranges = {"before_days": (1, 60)}

    class Meta:
        model = PromiseTerms
        fields = ("before_days", "asks_by_itself")
