"""Pictures and papers that are laid beside an event, or taken away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.files.forms import SeveralFiles, SeveralFilesField
from commons.files.services.documents import ACCEPTED
from events.calendar.models import Event

PICTURES = "image/jpeg,image/png,image/webp"


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("Bild"),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        help_text=_("JPEG, PNG oder WebP. Angaben über Ort und Kamera löschen wir."),
    )
    alt_text = forms.CharField(
        label=_("Was zeigt das Bild?"),
        max_length=200,
        help_text=_("Für alle, die es nicht sehen können. Ein Satz genügt."),
    )


class PapersForm(forms.Form):
    uploads = SeveralFilesField(
        label=_("Dateien"),
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        help_text=_("Bilder, PDF, Word, Excel oder OpenDocument, je bis 10 Megabyte."),
    )


class TakeOffForm(forms.Form):
    """Which of those that are there go."""

    photos = forms.TypedMultipleChoiceField(coerce=int, required=False)
    papers = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("photos", event.photos), ("papers", event.documents)):
            known = [(row.pk, str(row)) for row in rows.all()]
            self.fields[name].choices = known  # type: ignore[attr-defined]  # the stubs know only Field
