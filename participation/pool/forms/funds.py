"""A call's page, an application's paper, and what became of it."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from commons.clock import berlin_today
from commons.days import day_field
from participation.actors.forms.speaking import SpeakingField
from participation.pool import application_states
from participation.pool.models import CostItem, FundingApplication, FundingCall
from participation.pool.models.funding import MOST_COSTS
from participation.pool.services.applications import Contact, Plan

MOST_EURO = Decimal(1_000_000)
LONGEST_LABEL = 160
# An IBAN: a country, two digits, then fours of digits, spaced or not.
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?\d{4}){3,}", re.IGNORECASE)
# "Zwei Bänke: 1.250,50 €": the last number of a line is what it costs.
_COST = re.compile(r"^(?P<label>.*?\S)[\s:;=]+(?P<amount>\d[\d.,]*)\s*(?:€|Euro|EUR)?$")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


class CallForm(forms.ModelForm):
    opens_on = day_field(label=gettext_lazy("Anträge ab"), required=False)
    closes_on = day_field(
        label=gettext_lazy("Anträge bis"),
        required=False,
        help_text=gettext_lazy("Leer, wenn man das ganze Jahr über kann."),
    )
    official_url = forms.URLField(
        label=gettext_lazy("Offizielle Seite"), required=False, assume_scheme="https"
    )

    class Meta:
        model = FundingCall
        fields = (
            "title",
            "giver",
            "summary",
            "criteria",
            "most_amount",
            "opens_on",
            "closes_on",
            "regions",
            "contact_office",
            "contact_phone",
            "contact_email",
            "send_to",
            "official_url",
        )
        widgets = {
            "regions": forms.CheckboxSelectMultiple,
            "summary": forms.Textarea(attrs={"rows": 4}),
            "criteria": forms.Textarea(attrs={"rows": 8}),
            "send_to": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "regions": gettext_lazy("Ohne Wahl gilt sie im ganzen Bezirk."),
            "send_to": gettext_lazy("Adresse oder E-Mail, wie sie im Aufruf stehen."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("Das Ende liegt vor dem Anfang."))
        return cleaned


def without_account(text: str) -> None:
    """Raises ValidationError: bank data are none of our business."""
    if _IBAN.search(text):
        raise forms.ValidationError(
            _("Bitte ohne Kontonummer. Danach fragt später, wer das Geld gibt."),
            code="account",
        )


class PlainField(forms.CharField):
    """Words without an account number."""

    default_validators = [without_account]


class CostsField(PlainField):
    """One line for each thing, with its price at the end."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(max_length=6_000, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_COSTS:
            raise forms.ValidationError(
                _("Bitte fassen Sie die Kosten in höchstens %(most)s Zeilen zusammen.")
                % {"most": MOST_COSTS}
            )
        return [_cost_of(line) for line in lines]


class PlanForm(forms.Form):
    """What funders ask for; bank data are none of it."""

    title = PlainField(label=gettext_lazy("Wie heißt Ihr Vorhaben?"), max_length=120)
    purpose = PlainField(
        label=gettext_lazy("Zweck: Wozu dient es, und wem?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3_000,
    )
    kind = PlainField(
        label=gettext_lazy("Art: Was machen oder kaufen Sie?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
    )
    extent = PlainField(
        label=gettext_lazy("Umfang: Wie viel, wie oft, für wie viele Menschen?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        required=False,
    )
    from_on = day_field(label=gettext_lazy("Von"))
    until_on = day_field(label=gettext_lazy("Bis"))
    costs = CostsField(
        label=gettext_lazy("Kosten"),
        help_text=gettext_lazy(
            "Für jeden Posten eine Zeile, am Ende der Preis in Euro. Zum Beispiel: "
            "Farbe und Pinsel: 180,50"
        ),
    )
    own_share = forms.DecimalField(
        label=gettext_lazy("Davon selbst oder von anderen bezahlt, in Euro"),
        min_value=0,
        max_value=MOST_EURO,
        decimal_places=2,
        required=False,
        localize=True,
    )
    contact_name = PlainField(label=gettext_lazy("Ansprechperson"), max_length=120)
    contact_email = forms.EmailField(label=gettext_lazy("E-Mail"))
    contact_phone = PlainField(
        label=gettext_lazy("Telefon"), max_length=60, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("from_on"), cleaned.get("until_on")
        if begin and end and end < begin:
            self.add_error("until_on", _("Das Ende liegt vor dem Anfang."))
        costs, share = cleaned.get("costs"), cleaned.get("own_share") or Decimal(0)
        if costs and share >= sum(amount for _label, amount in costs):
            self.add_error("own_share", _("Dann bleibt nichts zu beantragen."))
        return cleaned

    @property
    def plan(self) -> Plan:
        cleaned = self.cleaned_data
        return Plan(
            title=cleaned["title"],
            purpose=cleaned["purpose"],
            kind=cleaned["kind"],
            extent=cleaned["extent"],
            from_on=cleaned["from_on"],
            until_on=cleaned["until_on"],
            costs=cleaned["costs"],
            own_share=cleaned["own_share"] or Decimal(0),
            contact=Contact(
                cleaned["contact_name"],
                cleaned["contact_email"],
                cleaned["contact_phone"],
            ),
        )


class ApplicationForm(PlanForm):
    field_order = ("actor",)

    actor = SpeakingField(label=gettext_lazy("Für wen beantragen Sie?"))


class ApplicationEditForm(PlanForm):
    """The same paper later; whom it is for stays."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @staticmethod
    def initial_of(row: FundingApplication) -> dict[str, Any]:
        names = (
            "title",
            "purpose",
            "kind",
            "extent",
            "from_on",
            "until_on",
            "own_share",
            "contact_name",
            "contact_email",
            "contact_phone",
            "version",
        )
        lines = [_line_of(cost) for cost in row.costs.all()]
        return {
            **{name: getattr(row, name) for name in names},
            "costs": "\n".join(lines),
        }


class StateForm(forms.Form):
    """What became of it, entered by hand; `current` says what may come next."""

    state = forms.ChoiceField(label=gettext_lazy("Was ist jetzt?"))
    state_on = day_field(label=gettext_lazy("Seit wann"))
    granted = forms.DecimalField(
        label=gettext_lazy("Bewilligt, in Euro"),
        help_text=gettext_lazy("Nur wenn bewilligt."),
        min_value=0,
        max_value=MOST_EURO,
        decimal_places=2,
        required=False,
        localize=True,
    )

    def __init__(self, *args: Any, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["state"])
        field.choices = [
            (state.value, state.label)
            for state in application_states.following(current)
        ]

    def clean_state_on(self) -> date:
        day: date = self.cleaned_data["state_on"]
        if day > berlin_today():
            raise forms.ValidationError(_("Dieser Tag ist noch nicht da."))
        return day


def _cost_of(line: str) -> tuple[str, Decimal]:
    found = _COST.match(line)
    amount = _amount_of(found["amount"]) if found else None
    if found is None or amount is None or not 0 < amount <= MOST_EURO:
        raise forms.ValidationError(
            _("In der Zeile „%(line)s“ fehlt am Ende ein Preis in Euro.")
            % {"line": line[:60]}
        )
    return found["label"].rstrip(":;= ")[:LONGEST_LABEL], amount


def _amount_of(text: str) -> Decimal | None:
    """As Germans write it (1.250,50), and as keyboards do (1250.50)."""
    plain = text.rstrip(".,")
    if "," in plain or _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return Decimal(plain).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


def _line_of(cost: CostItem) -> str:
    amount = f"{cost.amount:.2f}".replace(".", ",")
    return f"{cost.label}: {amount}"
