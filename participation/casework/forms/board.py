"""The filters of the board; what is wrong in an address is left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models import Department, Topic
from neighbourhood.regions.models import Region
from participation.casework.enums import BOARD, Band
from participation.casework.queries.wishes import PARTS, Wish

ALL = [("", _("alle"))]
ORDERS = (
    ("", _("Frist")),
    ("alter", _("Alter")),
    ("stand", _("Stand")),
    ("nummer", _("Nummer")),
)


class BoardForm(forms.Form):
    stadtteil = forms.ChoiceField(label=_("Stadtteil"), required=False)
    amt = forms.ChoiceField(label=_("Amt"), required=False)
    thema = forms.ChoiceField(label=_("Thema"), required=False)
    stand = forms.ChoiceField(
        label=_("Stand"),
        choices=[*ALL, *((stage.value, stage.label) for stage in BOARD)],
        required=False,
    )
    alter = forms.ChoiceField(
        label=_("Alter"), choices=[*ALL, *Band.choices], required=False
    )
    ueberfaellig = forms.BooleanField(label=_("Nur überfällige"), required=False)
    meine = forms.BooleanField(
        label=_("Von mir weitergeleitet oder beantwortet"), required=False
    )
    ansicht = forms.ChoiceField(choices=[("", ""), ("tabelle", "")], required=False)
    ordnung = forms.ChoiceField(label=_("Ordnung"), choices=ORDERS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows, key in (
            ("stadtteil", Region.objects.order_by("number"), "slug"),
            ("amt", Department.objects.active().order_by("sort_key", "pk"), "key"),
            ("thema", Topic.objects.order_by("position", "name", "pk"), "key"),
        ):
            known = list(rows.values_list(key, "name"))
            self.fields[name].choices = [*ALL, *known]  # type: ignore[attr-defined]  # the stubs know only Field

    @property
    def wish(self) -> Wish:
        """What the address asks for, as far as it makes sense."""
        self.is_valid()
        values: dict[str, Any] = {
            name: self.cleaned_data[word]
            for name, word in PARTS.items()
            if self.cleaned_data.get(word)
        }
        return Wish(
            **values,
            is_table=self.cleaned_data.get("ansicht") == "tabelle",
            sort=self.cleaned_data.get("ordnung") or "",
        )
