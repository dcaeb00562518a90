from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.terms.forms import TermsForm
from neighbourhood.departments.models import Department
from participation.referrals.models import ClarifyingTerms


class ClarifyForm(forms.Form):
    """Which departments meet on one page; those concerned are chosen already."""

    departments = forms.ModelMultipleChoiceField(
        label=_("Wer soll mitklären?"),
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=_("Was sollen die Ämter noch wissen?"),
        help_text=_("Steht unter der Frage, nicht öffentlich."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["departments"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- see above
        field.queryset = Department.objects.receiving()


class ClarifyingTermsForm(TermsForm):
    class Meta:
        model = ClarifyingTerms
        fields = ["returns", "working_days"]

    ranges = {
        "returns": (2, 6),
        "working_days": (3, 30),
    }
