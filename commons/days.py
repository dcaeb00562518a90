"""A day in a form, as calendars of browsers send it and people type it."""

from typing import Any

from django import forms

_ISO_OR_GERMAN = ["%Y-%m-%d", "%d.%m.%Y"]


def day_field(**fields: Any) -> forms.DateField:
    """Browsers send and want ISO dates, whatever they show."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, input_formats=_ISO_OR_GERMAN, **fields)
