from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import BERLIN
from commons.days import day_field
from participation.referrals.models import Answer
from participation.referrals.models.answer_sets import LONGEST_NAME

# When an office is there to answer what comes back.
HOURS = [(hour, f"{hour}:00") for hour in range(7, 19)]
USUAL_HOUR = 9


class AnswerSetForm(forms.Form):
    name = forms.CharField(
        label=_("Name des Pakets"),
        max_length=LONGEST_NAME,
        help_text=_(
            "Steht öffentlich über den Antworten, zum Beispiel „Antworten zum Umbau "
            "der Hauptstraße“."
        ),
    )


class CollectForm(forms.Form):
    """Which drafts go along; only those that may are known."""

    antwort = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args: Any, offered: Iterable[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(answer.pk, str(answer.pk)) for answer in offered]
        self.fields["antwort"].choices = choices  # type: ignore[attr-defined]  # the stubs know only Field


class NarrowForm(forms.Form):
    """What of the drafts is offered, in the address."""

    amt = forms.IntegerField(required=False, min_value=1)
    stadtteil = forms.IntegerField(required=False, min_value=1)
    mail = forms.IntegerField(required=False, min_value=1)

    @property
    def wanted(self) -> dict[str, int]:
        """By the names that `queries.collectable` knows."""
        if not self.is_valid():
            return {}
        names = {"amt": "department", "stadtteil": "idea__region", "mail": "mail"}
        found = {names[name]: self.cleaned_data[name] for name in names}
        return {name: value for name, value in found.items() if value}


class ReleaseSetForm(forms.Form):
    """Now, or on a working day at a full hour."""

    NOW, LATER = "jetzt", "spaeter"
    when = forms.ChoiceField(
        label=_("Wann?"),
        choices=[(NOW, _("jetzt")), (LATER, _("an einem Tag"))],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    day = day_field(label=_("Tag"), required=False)
    hour = forms.TypedChoiceField(
        label=_("Uhrzeit"),
        choices=HOURS,
        coerce=int,
        initial=USUAL_HOUR,
        required=False,
        empty_value=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("day", "hour"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_day = cleaned.get("when") == self.LATER and not cleaned.get("day")
        if needs_day and "day" not in self.errors:
            self.add_error("day", _("Bitte nennen Sie den Tag."))
        return cleaned

    @property
    def planned_for(self) -> datetime | None:
        if self.cleaned_data["when"] == self.NOW:
            return None
        clock = time(self.cleaned_data["hour"] or USUAL_HOUR)
        return datetime.combine(self.cleaned_data["day"], clock, tzinfo=BERLIN)
