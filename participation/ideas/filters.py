"""The filter of the list of ideas: what it says is a GET, so it is never an error.

An unknown Stadtteil or topic is left out, not refused: links get old.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.ideas.queries.listing import ORDERS, STATES, Wish


class IdeaFilterForm(forms.Form):
    q = forms.CharField(label=_("Suche"), max_length=100, required=False)
    stadtteil = forms.ModelChoiceField(
        label=_("Stadtteil"),
        queryset=Region.objects.order_by("number"),
        to_field_name="slug",
        required=False,
        empty_label=_("alle Stadtteile"),
    )
    thema = forms.ModelChoiceField(
        label=_("Thema"),
        queryset=Topic.objects.filter(is_active=True),
        to_field_name="key",
        required=False,
        empty_label=_("alle Themen"),
    )
    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[("", _("jeder Stand")), *STATES.items()],
        required=False,
    )
    sortierung = forms.ChoiceField(
        label=_("Sortierung"),
        choices=[(order.key, order.label) for order in ORDERS.values()],
        required=False,
    )
    ab = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def wish(self) -> Wish:
        """What was asked for; what does not parse is left out."""
        self.full_clean()
        cleaned: dict[str, Any] = getattr(self, "cleaned_data", {})
        return Wish(
            text=(cleaned.get("q") or "").strip(),
            region=cleaned.get("stadtteil"),
            topic=cleaned.get("thema"),
            state=cleaned.get("stand") or "",
            order=cleaned.get("sortierung") or "neu",
            cursor=cleaned.get("ab") or "",
        )


class MapViewForm(forms.Form):
    """What part of the map is shown, in degrees."""

    west = forms.FloatField(min_value=-180, max_value=180)
    south = forms.FloatField(min_value=-85, max_value=85)
    east = forms.FloatField(min_value=-180, max_value=180)
    north = forms.FloatField(min_value=-85, max_value=85)
    zoom = forms.IntegerField(min_value=1, max_value=20)
