"""An event as people type it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _, gettext_lazy

from commons.design.widgets import SuggestInput
from commons.errors import RuleViolation
from commons.text import as_typed
from events.calendar.enums import Audience
from events.calendar.forms.moments import SeriesForm
from events.calendar.forms.seating import SeatingForm
from events.calendar.queries.inviting import Inviter, choices_of
from events.calendar.queries.venues import Venue, venue_of
from events.calendar.services.contents import Content
from neighbourhood.departments.forms.fields import TopicsField
from neighbourhood.regions.forms import CoordinateField
from neighbourhood.regions.models import Region
from participation.actors.enums import Access, SpokenLanguage

LONGEST_TEXT = 8_000
MOST_TOPICS = 5


class EventForm(SeatingForm, SeriesForm):
    """A valid one gives all of it as `content()`; `key` makes two clicks one event."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    inviter = forms.ChoiceField(label=gettext_lazy("Wer lädt ein?"))
    title = forms.CharField(
        label=gettext_lazy("Wie heißt die Veranstaltung?"), max_length=120
    )
    text = forms.CharField(
        label=gettext_lazy("Was passiert?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Worum geht es, für wen ist es, wie läuft es ab?"),
    )
    topics = TopicsField(most=MOST_TOPICS)
    region = forms.ModelChoiceField(
        Region.objects.order_by("number"),
        label=gettext_lazy("In welchem Stadtteil?"),
        required=False,
        empty_label=gettext_lazy("Im ganzen Bezirk, oder nur online"),
    )
    address = forms.CharField(
        label=gettext_lazy("Wo genau?"),
        max_length=160,
        required=False,
        widget=SuggestInput(reverse_lazy("regions:address-suggest")),
        help_text=gettext_lazy("Haus und Straße, oder ein Platz, den man findet."),
    )
    lat = CoordinateField(label=gettext_lazy("Breite (Nord)"), limit=90)
    lon = CoordinateField(label=gettext_lazy("Länge (Ost)"), limit=180)
    is_online = forms.BooleanField(
        label=gettext_lazy("Man kann online teilnehmen"), required=False
    )
    online_url = forms.URLField(
        label=gettext_lazy("Link zur Teilnahme"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy(
            "Ihn sehen nur Menschen, die sich angemeldet haben. Deshalb geht er nur "
            "zusammen mit einer Anmeldung."
        ),
    )
    audience = forms.MultipleChoiceField(
        label=gettext_lazy("Für wen ist es gedacht?"),
        choices=Audience,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Ohne Auswahl: für alle."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("In welchen Sprachen?"),
        choices=SpokenLanguage,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access = forms.MultipleChoiceField(
        label=gettext_lazy("Barrierefreiheit"),
        choices=Access,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access_note = forms.CharField(
        label=gettext_lazy("Noch etwas zur Barrierefreiheit"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Zum Beispiel: Rampe im Hof, bitte klingeln"),
    )
    costs = forms.CharField(
        label=gettext_lazy("Was kostet es?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leer lassen, wenn es nichts kostet."),
    )
    bring = forms.CharField(
        label=gettext_lazy("Was bringt man mit?"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Telefon für Fragen"), max_length=40, required=False
    )
    contact_mail = forms.EmailField(
        label=gettext_lazy("E-Mail-Adresse für Fragen"), required=False
    )
    venue: Venue | None = None

    def __init__(
        self, *args: Any, inviters: Sequence[Inviter] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.inviters = {each.key: each for each in inviters}
        self.fields["inviter"].choices = choices_of(list(inviters))  # type: ignore[attr-defined]  # the stubs know only Field
        for name in ("lat", "lon", "online_url", "until"):
            # Another answer needs them: the page must not say "freiwillig".
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template

    def clean_title(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["title"].split())

    def clean_text(self) -> str:
        return as_typed(self.cleaned_data["text"])

    def clean_bring(self) -> str:
        return as_typed(self.cleaned_data["bring"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._check_online(cleaned)
        if not {"region", "address", "lat", "lon"} & set(self.errors):
            self._find_venue(cleaned)
        return cleaned

    def _check_online(self, cleaned: dict[str, Any]) -> None:
        url, is_online = cleaned.get("online_url"), cleaned.get("is_online")
        if url and not is_online:
            self.add_error("is_online", _("Zum Link gehört dieses Häkchen."))
        if url and not cleaned.get("takes_registrations"):
            self.add_error(
                "takes_registrations",
                _("Den Link sehen nur Angemeldete. Bitte wählen Sie die Anmeldung."),
            )
        if not is_online and not cleaned.get("address"):
            self.add_error("address", _("Bitte sagen Sie, wo es stattfindet."))

    def _find_venue(self, cleaned: dict[str, Any]) -> None:
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        if (lat is None) != (lon is None):
            missing = "lat" if lat is None else "lon"
            self.add_error(missing, _("Ein Punkt braucht beide Zahlen."))
            return
        pin = (lon, lat) if lat is not None and lon is not None else None
        try:
            self.venue = venue_of(
                cleaned.get("address", ""), region=cleaned.get("region"), pin=pin
            )
        except RuleViolation as violation:
            self.add_error("lat", str(violation.message))

    @property
    def chosen(self) -> Inviter:
        return self.inviters[self.cleaned_data["inviter"]]

    def content(self) -> Content:
        """What the valid form says."""
        assert self.venue is not None  # noqa: S101 -- a valid form has found it
        said = {name: self.cleaned_data[name] for name in PLAIN}
        venue = self.venue
        return Content(
            **said,
            **self.seating(),
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            rrule=self.rrule,
            region=venue.region,
            place_text=venue.text,
            lon=venue.lon,
            lat=venue.lat,
            planning_area=venue.planning_area,
            is_free=not said["costs"].strip(),
        )


# Fields that are columns as they are.
PLAIN = (
    *("title", "text", "topics", "is_online", "online_url"),
    *("audience", "languages", "access", "access_note", "costs", "bring"),
    *("contact_phone", "contact_mail"),
)


class EventEditForm(EventForm):
    """A new version; for whom it stands does not change."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["inviter"], self.fields["key"]
