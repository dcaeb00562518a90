"""Where an idea lies, as people type it."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.design.widgets import SuggestInput
from commons.errors import RuleViolation
from neighbourhood.regions.forms import CoordinateField
from neighbourhood.regions.models import Region
from neighbourhood.regions.queries import Elsewhere
from participation.ideas.enums import PlaceKind
from participation.ideas.queries.places import (
    LONGEST_PLACE,
    Place,
    place_at_address,
    place_at_pin,
    without_place,
)

PLACE_CHOICES: list[tuple[str, str | Promise]] = [
    (PlaceKind.ADDRESS, _("An einer Adresse oder in einer Straße")),
    (PlaceKind.PIN, _("An einem Punkt auf der Karte")),
    (PlaceKind.NONE, _("An keinem bestimmten Ort")),
]
PLACE_FIELDS = {"place_kind", "address", "lat", "lon", "region"}
ERRORS_AT = {
    PlaceKind.ADDRESS: "address",
    PlaceKind.PIN: "place_kind",
    PlaceKind.NONE: "region",
}


class PlaceForm(forms.Form):
    """Where it is. After `is_valid()` its `place` is known."""

    place_kind = forms.ChoiceField(
        label=_("Wo ist das?"),
        choices=PLACE_CHOICES,
        initial=PlaceKind.ADDRESS,
        widget=forms.RadioSelect,
    )
    address = forms.CharField(
        label=_("Straße und Hausnummer"),
        max_length=LONGEST_PLACE,
        required=False,
        widget=SuggestInput(reverse_lazy("regions:address-suggest")),
    )
    lat = CoordinateField(label=_("Breite (Nord)"), limit=90)
    lon = CoordinateField(label=_("Länge (Ost)"), limit=180)
    place_note = forms.CharField(
        label=_("Ort in Worten"),
        max_length=LONGEST_PLACE,
        required=False,
        help_text=_("Zum Beispiel: vor der Bibliothek, Ecke Görschstraße"),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Stadtteil"),
        required=False,
        empty_label=_("Bitte wählen"),
    )
    place: Place | None = None
    # Who is responsible where it is, if that is not the district.
    neighbour: Elsewhere | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = self.fields["region"]
        regions.queryset = Region.objects.order_by("number")  # type: ignore[attr-defined]  # the stubs know only Field
        for name in ("address", "lat", "lon", "region"):
            # One kind of place needs each of them: the page must not say "freiwillig".
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not PLACE_FIELDS & set(self.errors):
            kind = PlaceKind(cleaned["place_kind"])
            try:
                self.place = self._found(kind, cleaned)
            except RuleViolation as violation:
                self.add_error(ERRORS_AT[kind], str(violation.message))
                self.neighbour = getattr(violation, "neighbour", None)
        return cleaned

    def _found(self, kind: PlaceKind, cleaned: dict[str, Any]) -> Place:
        if kind is PlaceKind.PIN:
            return self._at_pin(cleaned)
        if kind is PlaceKind.ADDRESS:
            if not cleaned.get("address"):
                raise RuleViolation(_("Bitte geben Sie Straße und Hausnummer an."))
            return place_at_address(cleaned["address"], chosen=cleaned.get("region"))
        if cleaned.get("region") is None:
            raise RuleViolation(_("Bitte wählen Sie den Stadtteil."))
        return without_place(cleaned["region"])

    def _at_pin(self, cleaned: dict[str, Any]) -> Place:
        lon, lat = cleaned.get("lon"), cleaned.get("lat")
        if lon is None or lat is None:
            raise RuleViolation(
                _("Bitte setzen Sie einen Punkt auf der Karte, oder wählen Sie anders.")
            )
        return place_at_pin(lon, lat, text=cleaned.get("place_note", ""))
