"""Offers and requests as people type them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.days import day_field, time_field
from commons.text import as_typed
from neighbourhood.regions.models import Region
from participation.actors.forms.speaking import SpeakingField
from participation.pool.enums import BOOKABLE, ResourceKind, Side, Weekday
from participation.pool.models import MOST_PIECES, Offer
from participation.pool.services.offering import Content

LENDING = ("conditions", "is_bookable", "weekdays", "opens_at", "closes_at")
HEADS: dict[str, dict[str, Any]] = {
    Side.OFFER: {
        "title": _("Was bieten Sie an?"),
        "text": _("Was sollte man darüber wissen?"),
    },
    Side.REQUEST: {
        "title": _("Was suchen Sie?"),
        "text": _("Wofür brauchen Sie es?"),
    },
}


class OfferForm(forms.ModelForm):
    """One form for both sides; a request lends nothing. `key` makes two clicks one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    actor = SpeakingField()
    region = forms.ModelChoiceField(
        Region.objects.order_by("number"),
        label=_("In welchem Stadtteil?"),
        required=False,
        empty_label=_("Im ganzen Bezirk"),
    )
    from_on = day_field(label=_("Ab wann?"), required=False)
    until_on = day_field(label=_("Bis wann?"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("An welchen Tagen?"),
        choices=Weekday.choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ohne Auswahl: an allen Tagen."),
    )
    opens_at = time_field(label=_("Frühestens um"), required=False)
    closes_at = time_field(label=_("Spätestens bis"), required=False)

    class Meta:
        model = Offer
        fields = [
            "kind",
            "title",
            "text",
            "quantity",
            "place_text",
            "conditions",
            "is_bookable",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 6}),
            "conditions": forms.Textarea(attrs={"rows": 4}),
            "quantity": forms.NumberInput(attrs={"min": 1, "max": MOST_PIECES}),
        }
        help_texts = {
            "place_text": _("Alle können das lesen. Straße und Haus genügen."),
            "conditions": _(
                "Zum Beispiel: nur für gemeinnützige Zwecke, bitte besenrein, Pfand."
            ),
            "is_bookable": _(
                "Nur bei Räumen, Geräten und Fahrzeugen. Sie bestätigen jede Anfrage "
                "selbst; dieselbe Zeit bekommt niemand doppelt."
            ),
        }

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.side = side
        for name, label in HEADS[side].items():
            self.fields[name].label = label
        self.fields["kind"].choices = ResourceKind.choices  # type: ignore[attr-defined]  # the stubs know only Field
        if side == Side.REQUEST:
            for name in LENDING:
                del self.fields[name]

    def clean_title(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_text(self) -> str:
        return as_typed(self.cleaned_data["text"])

    def clean_conditions(self) -> str:
        return as_typed(self.cleaned_data["conditions"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_days(cleaned)
        if cleaned.get("is_bookable"):
            self._check_lending(cleaned)
        return cleaned

    def _check_days(self, cleaned: Mapping[str, Any]) -> None:
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if last is not None and last < berlin_today():
            self.add_error("until_on", _("Dieser Tag ist schon vorbei."))
        elif first and last and last < first:
            self.add_error("until_on", _("Dieser Tag liegt vor dem ersten."))

    def _check_lending(self, cleaned: Mapping[str, Any]) -> None:
        kind = cleaned.get("kind")
        if kind and kind not in BOOKABLE:
            self.add_error(
                "is_bookable",
                _("Zeiten anfragen kann man nur bei Räumen, Geräten und Fahrzeugen."),
            )
        if kind == ResourceKind.ROOM and cleaned.get("quantity", 1) > 1:
            self.add_error(
                "quantity",
                _("Jeder Raum braucht einen eigenen Eintrag mit seinem Plan."),
            )
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if (opens is None) != (closes is None):
            missing = "opens_at" if opens is None else "closes_at"
            self.add_error(missing, _("Bitte nennen Sie beide Uhrzeiten oder keine."))
        elif opens is not None and closes is not None and closes <= opens:
            self.add_error("closes_at", _("Das liegt vor der ersten Uhrzeit."))

    def content(self) -> Content:
        """What the valid form says."""
        own = {"key", "actor", "version"}
        values = {
            name: value for name, value in self.cleaned_data.items() if name not in own
        }
        return Content(side=self.side, **values)


class OfferEditForm(OfferForm):
    """A new version; for whom it stands does not change."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, side=side, **kwargs)
        del self.fields["actor"], self.fields["key"]
