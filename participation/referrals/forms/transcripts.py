from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.days import day_field
from commons.terms.forms import TermsForm
from participation.referrals.enums import SaidWay
from participation.referrals.forms.responding import RecordForm
from participation.referrals.models import TranscriptTerms
from participation.referrals.services.transcripts import Heard


class HeardForm(RecordForm):
    """What a department said, entered by the SPK: also how and when it was said."""

    way = forms.ChoiceField(
        label=_("Auf welchem Weg?"), choices=SaidWay, widget=forms.RadioSelect
    )
    said_on = day_field(label=_("Wann?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _(
            "So, wie Sie es verstanden haben. Das Amt bekommt genau diesen Text zum "
            "Bestätigen oder Berichtigen."
        )
        self.fields["speaker"].help_text = _(
            "Die Funktion genügt, etwa: Sachbearbeitung Grünflächen."
        )
        self.initial.setdefault("said_on", berlin_today())

    def clean_said_on(self) -> date:
        day: date = self.cleaned_data["said_on"]
        if day > berlin_today():
            raise forms.ValidationError(
                _("Dieser Tag kommt erst noch."), code="in_the_future"
            )
        return day

    @property
    def heard(self) -> Heard:
        cleaned = self.cleaned_data
        return Heard(SaidWay(cleaned["way"]), cleaned["said_on"])


class TranscriptTermsForm(TermsForm):
    ranges = {"object_days": (1, 60)}

    class Meta:
        model = TranscriptTerms
        fields = ["object_days"]
