from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models import DepartmentText


class DepartmentTextForm(forms.ModelForm):
    """The department is set on the instance before."""

    class Meta:
        model = DepartmentText
        fields = ["kind", "title", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "kind": _(
                "„Nicht unsere Aufgabe“ steht zur Wahl, wenn das Amt einen Vorgang "
                "zurückgibt; ein Baustein beim Schreiben der Stellungnahme."
            ),
            "title": _("So heißt der Text in der Auswahl."),
        }

    def _get_validation_exclusions(self) -> set[str]:
        """The name must be free in this department, which is no field of the form."""
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # the stubs leave it out
        return exclude - {"department"}
