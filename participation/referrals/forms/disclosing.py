from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from participation.referrals.enums import ConsentWay
from participation.referrals.models import Statement

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ConsentForm(forms.Form):
    """The author's consent, as the SPK heard it."""

    consent_on = forms.DateField(
        label=_("Wann hat die Person zugestimmt?"), widget=DAY, initial=berlin_today
    )
    consent_way = forms.ChoiceField(
        label=_("Wie hat sie zugestimmt?"),
        choices=ConsentWay,
        widget=forms.RadioSelect,
    )


class ShownForm(forms.Form):
    """Which files stand below the answer, and whether the costs do."""

    attachments = forms.MultipleChoiceField(
        label=_("Anhänge unter der Antwort zeigen"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    shows_costs = forms.BooleanField(
        label=_("Kosten unter der Antwort nennen"), required=False
    )

    def __init__(self, data: Any = None, *, statement: Statement) -> None:
        files = list(statement.attachments.all())
        initial = {
            "attachments": [str(row.pk) for row in files if row.is_shown],
            "shows_costs": statement.shows_costs,
        }
        auto_id = f"id_stellungnahme_{statement.pk}_%s"
        super().__init__(data, initial=initial, auto_id=auto_id)
        field = self.fields["attachments"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- see above
        field.choices = [(str(row.pk), row.stored_file.name) for row in files]
        if not files:
            del self.fields["attachments"]
        if statement.costs is None or not statement.may_name_costs:
            del self.fields["shows_costs"]


def showing_form(statement: Statement) -> ShownForm | None:
    """None where there is nothing to choose."""
    form = ShownForm(statement=statement)
    return form if form.fields else None
