"""What the form of a referral asks about the way an idea takes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.referrals.enums import Departure, RouteWay, SiteKind
from participation.referrals.models.routes import LONGEST_WORDS

# A button that takes a suggestion sends "way-department", e.g. "learned-12".
TAKE = "nehmen"
TAKEN_WAYS = (RouteWay.RULE, RouteWay.LEARNED, RouteWay.RETURN)


class RouteFields(forms.Form):
    """The kind of place, what was taken, and why somebody went another way."""

    site = forms.ChoiceField(
        label=_("Was für ein Ort ist gemeint?"),
        choices=[("", _("weiß ich nicht")), *SiteKind.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    way = forms.ChoiceField(
        choices=[("", ""), *((way.value, way.label) for way in TAKEN_WAYS)],
        widget=forms.HiddenInput,
        required=False,
    )
    departure = forms.ChoiceField(
        label=_("Warum weichen Sie von der Regel ab?"),
        choices=[("", _("ohne Angabe")), *Departure.choices],
        required=False,
    )
    departure_words = forms.CharField(
        label=_("In Ihren Worten"), max_length=LONGEST_WORDS, required=False
    )


class SiteForm(forms.Form):
    """What the radio says just now, for a fresh suggestion."""

    site = forms.ChoiceField(choices=[("", ""), *SiteKind.choices], required=False)


def with_taken(posted: Any) -> Any:
    """The posted values with the suggestion filled in whose button was pressed."""
    way, _dash, department = posted.get(TAKE, "").partition("-")
    if way not in TAKEN_WAYS or not department.isdecimal():
        return posted
    filled = posted.copy()
    filled["lead"], filled["way"] = department, way
    return filled
