"""What a page of the bell is asked for, and what it sends."""

from datetime import datetime
from typing import Any

from django import forms

from commons.clock import moment_of
from commons.notifications import subjects

Place = tuple[datetime, int]  # a line's moment and id
_BETWEEN = "~"


def written(at: datetime, pk: int) -> str:
    """Where a page ended, as an address holds it."""
    return f"{at.isoformat()}{_BETWEEN}{pk}"


class BellForm(forms.Form):
    """The address of the bell; what makes no sense in it counts as not there."""

    ungelesen = forms.BooleanField(required=False)
    thema = forms.CharField(max_length=30, required=False)
    vor = forms.CharField(max_length=60, required=False)
    stumm = forms.IntegerField(min_value=1, required=False)

    @property
    def unread_only(self) -> bool:
        return bool(self._said("ungelesen"))

    @property
    def subject(self) -> str:
        known = {subject.key for subject in subjects.all_subjects()}
        asked = str(self._said("thema") or "")
        return asked if asked in known else ""

    @property
    def before(self) -> Place | None:
        at, _between, pk = str(self._said("vor") or "").partition(_BETWEEN)
        try:
            return moment_of(at), int(pk)
        except ValueError:
            return None

    @property
    def muted(self) -> int | None:
        """The line from which something was muted just now."""
        pk: int | None = self._said("stumm")
        return pk

    def _said(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)


class ReadForm(forms.Form):
    """Up to which moment the page had been shown, and about what."""

    up_to = forms.CharField(max_length=40)
    thema = forms.CharField(max_length=30, required=False)

    def clean_up_to(self) -> datetime:
        try:
            return moment_of(self.cleaned_data["up_to"])
        except ValueError as error:
            words = "No moment."
            raise forms.ValidationError(words, code="invalid") from error
