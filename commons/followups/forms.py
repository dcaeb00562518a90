from django import forms
from django.utils.translation import gettext_lazy as _


def _day_field() -> forms.DateField:
    # Browsers send and want ISO dates, whatever they show.
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=_("Am"), widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"]
    )


class TargetForm(forms.Form):
    """Which thing it is about, in the address of the page."""

    art = forms.SlugField(max_length=40)
    nr = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class FollowUpForm(forms.Form):
    due_on = _day_field()
    note = forms.CharField(
        label=_("Notiz"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nur Sie sehen sie."),
    )


class MoveForm(forms.Form):
    due_on = _day_field()
