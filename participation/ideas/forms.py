"""What people type about an idea. Forms clean shapes; services decide."""

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.design.widgets import CodeInput, SuggestInput
from commons.errors import RuleViolation
from commons.files.models import StoredFile
from commons.guard import GuardedForm
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.ideas.enums import PlaceKind
from participation.ideas.models import Idea
from participation.ideas.queries.places import (
    LONGEST_PLACE,
    Place,
    place_at_address,
    place_at_pin,
    without_place,
)
from participation.ideas.rules import LONGEST_TEXT

PLACE_CHOICES: list[tuple[str, str | Promise]] = [
    (PlaceKind.ADDRESS, _("An einer Adresse oder in einer Straße")),
    (PlaceKind.PIN, _("An einem Punkt auf der Karte")),
    (PlaceKind.NONE, _("An keinem bestimmten Ort")),
]


class CoordinateField(forms.FloatField):
    """Degrees in WGS84; a comma is as good as a point."""

    widget = forms.TextInput

    def __init__(self, *, limit: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.validators += [MinValueValidator(-limit), MaxValueValidator(limit)]

    def to_python(self, value: Any) -> float | None:
        return super().to_python(str(value or "").replace(",", "."))


class IdeaForm(forms.Form):
    """The idea itself. After `is_valid()` its `place` is known."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
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
        Topic.objects.none(), label=_("Thema"), empty_label=_("Bitte wählen")
    )
    place_kind = forms.ChoiceField(
        label=_("Wo ist das?"),
        choices=PLACE_CHOICES,
        initial=PlaceKind.ADDRESS,
        widget=forms.RadioSelect,
    )
    address = forms.CharField(
        label=_("Straße und Hausnummer"),
        max_length=LONGEST_PLACE,
        required=False,
        widget=SuggestInput(reverse_lazy("regions:address-suggest")),
    )
    lat = CoordinateField(label=_("Breite (Nord)"), limit=90)
    lon = CoordinateField(label=_("Länge (Ost)"), limit=180)
    place_note = forms.CharField(
        label=_("Ort in Worten"),
        max_length=LONGEST_PLACE,
        required=False,
        help_text=_("Zum Beispiel: vor der Bibliothek, Ecke Görschstraße"),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Stadtteil"),
        required=False,
        empty_label=_("Bitte wählen"),
    )
    place: Place | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = self.fields["topic"]
        topics.queryset = Topic.objects.filter(is_active=True)  # type: ignore[attr-defined]
        regions = self.fields["region"]
        regions.queryset = Region.objects.order_by("number")  # type: ignore[attr-defined]
        for name in ("address", "lat", "lon", "region"):
            # Needed with one kind of place only, so "(freiwillig)" would be wrong.
            self.fields[name].label_suffix = ""

    def clean_title(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("place_kind")
        field = {PlaceKind.ADDRESS: "address", PlaceKind.NONE: "region"}.get(
            PlaceKind(kind) if kind else PlaceKind.PIN, "place_kind"
        )
        if not {"place_kind", "address", "lat", "lon", "region"} & set(self.errors):
            try:
                self.place = self._found(PlaceKind(kind), cleaned)
            except RuleViolation as violation:
                self.add_error(field, forms.ValidationError(str(violation.message)))
        return cleaned

    def _found(self, kind: PlaceKind, cleaned: dict[str, Any]) -> Place:
        if kind is PlaceKind.PIN:
            return self._at_pin(cleaned)
        if kind is PlaceKind.ADDRESS:
            if not cleaned.get("address"):
                raise RuleViolation(_("Bitte geben Sie Straße und Hausnummer an."))
            return place_at_address(cleaned["address"], chosen=cleaned.get("region"))
        if cleaned.get("region") is None:
            raise RuleViolation(_("Bitte wählen Sie den Stadtteil."))
        return without_place(cleaned["region"])

    def _at_pin(self, cleaned: dict[str, Any]) -> Place:
        lon, lat = cleaned.get("lon"), cleaned.get("lat")
        if lon is None or lat is None:
            raise RuleViolation(
                _("Bitte setzen Sie einen Punkt auf der Karte, oder wählen Sie anders.")
            )
        return place_at_pin(lon, lat, text=cleaned.get("place_note", ""))


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of uploads as a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        chosen = data if isinstance(data, (list, tuple)) else [data]
        cleaned = (super(SeveralFilesField, self).clean(one, initial) for one in chosen)
        return [upload for upload in cleaned if upload]


class PicturesForm(forms.Form):
    """New pictures; those that are kept already have a PictureForm each."""

    pictures = SeveralFilesField(
        label=_("Bilder auswählen"),
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG oder WebP, jedes höchstens 15 Megabyte."),
    )


class PictureForm(forms.Form):
    """The words for a picture that is kept."""

    alt_text = forms.CharField(
        label=_("Was ist zu sehen?"),
        max_length=200,
        required=False,
        help_text=_("Für alle, die das Bild nicht sehen können. Ein Satz genügt."),
    )

    def __init__(self, *args: Any, stored_file: StoredFile, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"bild-{stored_file.key.hex}", **kwargs)
        self.stored_file = stored_file


class PlaceForm(forms.Form):
    """A pin that the page asks about while somebody sets it."""

    lat = CoordinateField(limit=90)
    lon = CoordinateField(limit=180)


class AddressForm(GuardedForm):
    """Where the code goes, and the name that stands at the idea."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Sie wird nicht veröffentlicht."),
    )
    display_name = forms.CharField(
        label=_("Name, der an der Idee steht"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        help_text=_("Ein Fantasiename ist in Ordnung."),
    )


class WithoutAddressForm(GuardedForm):
    key = forms.UUIDField(widget=forms.HiddenInput)


class CodeForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code aus der E-Mail"),
        max_length=20,
        widget=CodeInput({"inputmode": "numeric", "autofocus": True}),
    )


class ResendForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)


class ClaimForm(forms.Form):
    """The reference and the pick-up code, as they were printed."""

    number = forms.RegexField(
        r"^\s*\d{4}-\d{5,}\s*$",
        label=_("Nummer der Idee"),
        max_length=20,
        help_text=_("Zum Beispiel 2026-00042"),
        error_messages={"invalid": _("Die Nummer sieht so aus: 2026-00042.")},
    )
    code = forms.CharField(
        label=_("Abholcode"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
        help_text=_("Zwölf Zeichen, zum Beispiel ABCD-EFGH-JKMN"),
    )


class SupportForm(forms.Form):
    """What one wants it to be; without it the support is toggled."""

    wanted = forms.TypedChoiceField(
        choices=[("ja", _("ja")), ("nein", _("nein"))],
        coerce=lambda value: value == "ja",
        empty_value=None,
        required=False,
    )


class VersionForm(forms.Form):
    """Which version of an idea the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


def new_key() -> uuid.UUID:
    """The key of an idea to be: the form carries it, so a double click is one idea."""
    return uuid.uuid4()


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
