"""An idea with its pictures, as people type it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.files.forms import SeveralFiles, SeveralFilesField
from commons.text import as_typed
from neighbourhood.departments.queries import active_topics
from participation.ideas.enums import PlaceKind
from participation.ideas.forms.place import PlaceForm
from participation.ideas.models import Idea
from participation.ideas.rules import LONGEST_TEXT
from participation.ideas.services.submission import Content, Picture


class IdeaForm(PlaceForm):
    """The idea itself; `key` makes a double click one idea."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        label=_("Titel"),
        max_length=120,
        help_text=_("In einem kurzen Satz, zum Beispiel: Mehr Bänke am Anger"),
    )
    text = forms.CharField(
        label=_("Beschreibung"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Was soll sich ändern, und warum? Wem hilft es?"),
    )
    topic = forms.ModelChoiceField(
        active_topics(), label=_("Thema"), empty_label=_("Bitte wählen")
    )
    field_order = ("key", "title", "text", "topic")

    def clean_title(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_text(self) -> str:
        return as_typed(self.cleaned_data["text"])

    def content(self, pictures: Iterable[Picture]) -> Content:
        """What the valid form says, with the pictures that are kept."""
        assert self.place is not None  # noqa: S101 -- a valid form has found it
        return Content(
            title=self.cleaned_data["title"],
            text=self.cleaned_data["text"],
            topic=self.cleaned_data["topic"],
            place=self.place,
            pictures=tuple(pictures),
        )


# iPhones send JPEG when it is asked for.
ACCEPTED = "image/jpeg,image/png,image/webp"


class PicturesForm(forms.Form):
    """New pictures; those that are kept already have a PictureForm each."""

    pictures = SeveralFilesField(
        label=_("Bilder auswählen"),
        required=False,
        widget=SeveralFiles(attrs={"accept": ACCEPTED}),
        help_text=_(
            "Bis zu fünf Bilder: JPEG, PNG oder WebP, jedes höchstens 25 Megabyte. "
            "Angaben über Ort und Kamera löschen wir."
        ),
    )


class PictureForm(forms.Form):
    """The words for a picture that is kept; all pictures share the names."""

    picture = forms.CharField(widget=forms.HiddenInput)
    alt_text = forms.CharField(
        label=_("Was ist zu sehen?"),
        max_length=200,
        required=False,
        help_text=_("Für alle, die das Bild nicht sehen können. Ein Satz genügt."),
    )

    def __init__(self, picture: Picture, *, position: int, **kwargs: Any) -> None:
        initial = {"picture": picture.stored_file.key.hex, "alt_text": picture.alt_text}
        super().__init__(initial=initial, auto_id=f"id_bild_{position}_%s", **kwargs)
        self.stored_file = picture.stored_file


def content_of_idea(idea: Idea) -> dict[str, Any]:
    """An idea as initial values of an IdeaForm."""
    is_pin = idea.place_kind == PlaceKind.PIN
    return {
        "title": idea.title,
        "text": idea.text,
        "topic": idea.topic_id,
        "place_kind": idea.place_kind,
        "address": "" if is_pin else idea.place_text,
        "place_note": idea.place_text if is_pin else "",
        "lat": idea.lat,
        "lon": idea.lon,
        "region": idea.region_id,
    }
