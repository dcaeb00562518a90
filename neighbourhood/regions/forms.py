from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from neighbourhood.regions.queries.map_view import Box

LONGEST_QUESTION = 150


class PlaceForm(forms.Form):
    """What somebody types to find their region or to complete an address."""

    q = forms.CharField(
        label=_("Straße, Postleitzahl, Ortsteil oder Kiez"),
        max_length=LONGEST_QUESTION,
        required=False,
    )


class HomeForm(forms.Form):
    """Make a region one's own, or give it up."""

    leave = forms.BooleanField(required=False)


class MapViewForm(forms.Form):
    """What part of the map is shown, in degrees."""

    west = forms.FloatField(min_value=-180, max_value=180)
    south = forms.FloatField(min_value=-85, max_value=85)
    east = forms.FloatField(min_value=-180, max_value=180)
    north = forms.FloatField(min_value=-85, max_value=85)
    zoom = forms.IntegerField(min_value=1, max_value=20)

    @property
    def box(self) -> Box:
        cleaned = self.cleaned_data
        return Box(cleaned["west"], cleaned["south"], cleaned["east"], cleaned["north"])


class CoordinateField(forms.FloatField):
    """Degrees in WGS84; a comma is as good as a point."""

    widget = forms.TextInput

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.validators += [MinValueValidator(-limit), MaxValueValidator(limit)]

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]  # a number here, text in the base
        return super().to_python(str(value or "").replace(",", "."))
