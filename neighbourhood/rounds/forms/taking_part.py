"""What departments write in a round, and what the SPK writes down for them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.files.forms import SeveralFiles, SeveralFilesField
from commons.files.models import StoredFile
from neighbourhood.departments.forms.speaking import SpokenForm
from neighbourhood.rounds.registry import Procedure
from neighbourhood.rounds.services.taking_part import Said

LONGEST_TEXT = 10_000
LONGEST_MESSAGE = 2_000
ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp"


class StatementForm(SpokenForm):
    position = forms.ChoiceField(label=_("Ihre Haltung"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Ihre Stellungnahme"),
        help_text=_("Ein paar Sätze genügen. Alle in der Runde lesen sie."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=LONGEST_TEXT,
    )
    reference = forms.CharField(
        label=_("Ihr Geschäftszeichen"), max_length=60, required=False
    )
    papers = SeveralFilesField(
        label=_("Anlagen"),
        help_text=_("Bis zu fünf PDF oder Bilder, jedes höchstens 25 Megabyte."),
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        required=False,
    )

    field_order = ("position", "text", "papers", "speaker", "unit", "reference")

    def __init__(self, *args: Any, procedure: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["position"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [
            (code, str(label)) for code, label in procedure.positions.items()
        ]

    def said_with(self, files: Sequence[StoredFile]) -> Said:
        cleaned = self.cleaned_data
        return Said(
            position=cleaned["position"],
            text=cleaned["text"],
            reference=cleaned["reference"],
            files=files,
            spoken=self.spoken,
        )


class RecordForm(StatementForm):
    """The same, written down by the SPK."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].label = _("Haltung des Amtes")
        self.fields["text"].label = _("Was das Amt gesagt hat")
        self.fields["reference"].label = _("Geschäftszeichen des Amtes")
        self.fields["speaker"].label = _("Wer hat es gesagt?")
        self.fields["speaker"].widget.attrs.pop("autocomplete", None)
        self.fields["unit"].label = _("Stellenzeichen")


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Warum nimmt Ihr Amt nicht teil?"),
        help_text=_("Ein Satz genügt. Alle in der Runde lesen ihn."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_MESSAGE,
    )


class MessageForm(forms.Form):
    message = forms.CharField(
        label=_("Nachricht an alle in der Runde"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_MESSAGE,
    )
