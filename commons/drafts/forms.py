import json
from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

JSON_TYPE = "application/json"


class TargetForm(forms.Form):
    """What the form is about, and when its window last saw the draft saved."""

    ziel = forms.CharField(max_length=200, required=False)
    stand = forms.CharField(max_length=40, required=False)


class ContentForm(forms.Form):
    """What `<draft-form>` posts: the fields of any form, or the same as JSON."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST)
        self.request = request

    def clean(self) -> dict[str, Any]:
        if self.request.content_type != JSON_TYPE:
            return _values(self.request.POST)
        try:
            content = json.loads(self.request.body)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(_("Kein lesbares JSON.")) from error
        if not isinstance(content, dict):
            raise forms.ValidationError(_("Kein Formularinhalt."))
        return content


def _values(posted: QueryDict) -> dict[str, Any]:
    """One value as text, several of the same name as a list."""
    return {
        name: values[0] if len(values) == 1 else values
        for name, values in posted.lists()
        if values
    }
