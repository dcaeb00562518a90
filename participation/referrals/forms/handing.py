from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_date, berlin_today
from commons.days import day_field


class HandedForm(forms.Form):
    """On which day somebody gave a body that has no mailbox what is for it."""

    day = day_field(
        label=_("Abgegeben am"),
        required=False,
        help_text=_("Ohne Angabe: heute."),
    )

    def __init__(self, *args: Any, since: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"] or berlin_today()
        if day > berlin_today():
            raise forms.ValidationError(
                _("Dieser Tag kommt erst noch."), code="in_the_future"
            )
        if day < berlin_date(self.since):
            raise forms.ValidationError(
                _("Da war die Idee noch nicht weitergeleitet."), code="too_early"
            )
        return day
