"""What the SPK changes in a round that runs, or in one that has just ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today

LONGEST_REASON = 1_000
ALL = 0  # no row has this id
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReasonForm(forms.Form):
    """Everything that others counted on changes with a reason."""

    reason = forms.CharField(
        label=_("Warum?"),
        help_text=_("Ein Satz genügt. Alle in der Runde lesen ihn."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
    )


class MoveForm(ReasonForm):
    """Another date; for one department only, where one needs more time."""

    until = forms.DateField(
        label=_("Neuer Termin"),
        help_text=_("Fällt er auf einen freien Tag, gilt der nächste Arbeitstag."),
        widget=DAY,
    )
    party = forms.TypedChoiceField(label=_("Für wen?"), coerce=int, initial=ALL)

    field_order = ("until", "party", "reason")

    def __init__(self, *args: Any, awaited: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.awaited = {party.pk: party for party in awaited}
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            (ALL, _("für alle, die noch nicht geantwortet haben")),
            *((pk, party.department.name) for pk, party in self.awaited.items()),
        ]

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day <= berlin_today():
            message = _("Bitte wählen Sie einen Tag, der noch kommt.")
            raise forms.ValidationError(message, code="past")
        return day


class ToldForm(forms.Form):
    told_on = forms.DateField(
        label=_("Von Hand eingeladen am"),
        help_text=_("Angerufen, ein Brief, ein Gespräch: Hauptsache, sie wissen es."),
        widget=DAY,
        initial=berlin_today,
    )
