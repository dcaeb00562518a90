from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.days import WhenForm
from participation.referrals.models import Answer
from participation.referrals.models.answer_sets import LONGEST_NAME


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


class ReleaseSetForm(WhenForm):
    """Hours when an office is there to answer what comes back."""

    hours = range(7, 19)
    usual_hour = 9
