from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models import Department
from neighbourhood.departments.queries.merging import targets_for


class MergeTargetForm(forms.Form):
    """What a department is to become part of."""

    ziel = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Wird Teil von"),
        empty_label=_("Bitte wählen"),
    )

    def __init__(self, *args: Any, source: Department, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ziel"].queryset = targets_for(source)  # type: ignore[attr-defined]  # the stubs know only Field


class MergeForm(MergeTargetForm):
    """The same with the fingerprint of the preview that was shown."""

    gesehen = forms.CharField(max_length=32)
