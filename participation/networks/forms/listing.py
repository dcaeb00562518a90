"""The filter of the list is its address; a word that names nothing narrows nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.requests import number_in
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.networks.queries.listing import Wish


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Suchwort"), max_length=80, required=False)
    stadtteil = forms.ModelChoiceField(
        label=_("Stadtteil"),
        queryset=Region.objects.order_by("number"),
        to_field_name="slug",
        required=False,
        empty_label=_("alle"),
    )
    thema = forms.ModelChoiceField(
        label=_("Thema"),
        queryset=Topic.objects.filter(parent__isnull=True, is_active=True),
        to_field_name="key",
        required=False,
        empty_label=_("alle"),
    )
    abgeschlossen = forms.BooleanField(label=_("auch abgeschlossene"), required=False)
    nach = forms.CharField(widget=forms.HiddenInput, required=False)

    def wish(self) -> Wish:
        self.is_valid()
        known: dict[str, Any] = getattr(self, "cleaned_data", {})
        return Wish(
            region=known.get("stadtteil"),
            topic=known.get("thema"),
            text=known.get("q", ""),
            with_closed=known.get("abgeschlossen", False),
            after=number_in(known.get("nach", "")),
        )
