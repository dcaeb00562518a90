"""A profile as people type it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from commons.design.widgets import SuggestInput
from commons.errors import RuleViolation
from commons.files.models import StoredFile
from commons.text import as_typed
from neighbourhood.departments.forms.fields import TopicsField
from neighbourhood.regions.forms import CoordinateField
from neighbourhood.regions.models import Region
from participation.actors.enums import Access, ActorKind, SpokenLanguage
from participation.actors.queries.sites import LONGEST_ADDRESS, Site, site_of
from participation.actors.rules import LONGEST_TEXT, MOST_LINKS, MOST_TOPICS
from participation.actors.services.contents import Profile

# iPhones send JPEG when it is asked for.
ACCEPTED = "image/jpeg,image/png,image/webp"
LONGEST_LABEL = 80
LONGEST_URL = 300
Rows = list[tuple[str, str]]


class LinksField(forms.CharField):
    """One link a line: the address, and behind it what is to be found there."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, widget=widget, max_length=2_000, **kwargs)

    def clean(self, value: Any) -> Rows:
        lines = [line.split(maxsplit=1) for line in super().clean(value).splitlines()]
        rows = [self._row(*parts) for parts in lines if parts]
        if len(rows) > MOST_LINKS:
            message = _("Bitte nennen Sie höchstens %(most)s Links.")
            raise ValidationError(message, params={"most": MOST_LINKS})
        return rows

    def _row(self, address: str, label: str = "") -> tuple[str, str]:
        url = whole_address(address)
        if len(url) > LONGEST_URL:
            raise ValidationError(_("Eine Adresse ist zu lang."))
        URLValidator(schemes=["http", "https"])(url)
        plain = url.split("://", 1)[1].removeprefix("www.").rstrip("/")
        return (label.strip() or plain)[:LONGEST_LABEL], url


class ProfileForm(forms.Form):
    """After `is_valid()` its `site` is known; `profile(logo)` is all of it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("So, wie man Sie im Kiez kennt."),
    )
    kind = forms.ChoiceField(
        label=_("Was sind Sie?"), choices=ActorKind, widget=forms.RadioSelect
    )
    summary = forms.CharField(
        label=_("In einem Satz"),
        max_length=200,
        required=False,
        help_text=_("Er steht in Listen unter dem Namen."),
    )
    text = forms.CharField(
        label=_("Was machen Sie?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Was gibt es bei Ihnen, für wen, und wie macht man mit?"),
    )
    topics = TopicsField(most=MOST_TOPICS)
    regions = forms.ModelMultipleChoiceField(
        Region.objects.order_by("number"),
        label=_("Wo arbeiten Sie?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Bitte wählen Sie mindestens einen Stadtteil.")},
    )
    address = forms.CharField(
        label=_("Adresse"),
        max_length=LONGEST_ADDRESS,
        required=False,
        widget=SuggestInput(reverse_lazy("regions:address-suggest")),
        help_text=_("Straße und Hausnummer, wenn man zu Ihnen kommen kann."),
    )
    lat = CoordinateField(label=_("Breite (Nord)"), limit=90)
    lon = CoordinateField(label=_("Länge (Ost)"), limit=180)
    opening_hours = forms.CharField(
        label=_("Öffnungszeiten"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Welche Sprachen sprechen Sie?"),
        choices=SpokenLanguage,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access = forms.MultipleChoiceField(
        label=_("Barrierefreiheit"),
        choices=Access,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    access_note = forms.CharField(
        label=_("Noch etwas zur Barrierefreiheit"),
        max_length=300,
        required=False,
        help_text=_("Zum Beispiel: Rampe im Hof, bitte klingeln"),
    )
    contact_phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
    contact_mail = forms.EmailField(label=_("E-Mail-Adresse"), required=False)
    website = forms.CharField(label=_("Website"), max_length=300, required=False)
    links = LinksField(
        label=_("Weitere Links"),
        help_text=_(
            "Ein Link in jeder Zeile: zuerst die Adresse, dahinter, was dort ist."
        ),
    )
    new_logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("JPEG, PNG oder WebP. Angaben über Ort und Kamera löschen wir."),
    )
    logo_alt = forms.CharField(
        label=_("Was zeigt das Logo?"),
        max_length=200,
        required=False,
        help_text=_("Für alle, die es nicht sehen können. Ein Satz genügt."),
    )
    drops_logo = forms.BooleanField(label=_("Logo weglassen"), required=False)
    site: Site | None = None

    def __init__(
        self, *args: Any, logo: StoredFile | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.logo = logo
        for name in ("lat", "lon", "logo_alt"):
            # A pin or a logo needs them: the page must not say "freiwillig".
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template
        if logo is None:
            del self.fields["drops_logo"]

    def clean_name(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_text(self) -> str:
        return as_typed(self.cleaned_data["text"])

    def clean_opening_hours(self) -> str:
        return as_typed(self.cleaned_data["opening_hours"])

    def clean_website(self) -> str:
        written = self.cleaned_data["website"].strip()
        if not written:
            return ""
        url = whole_address(written)
        URLValidator(schemes=["http", "https"])(url)
        return url

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._require_words_for_logo(cleaned)
        if not {"regions", "address", "lat", "lon"} & set(self.errors):
            self._find_site(cleaned)
        return cleaned

    @property
    def upload(self) -> UploadedFile | None:
        chosen: UploadedFile | None = self.cleaned_data.get("new_logo")
        return chosen

    @property
    def keeps_logo(self) -> bool:
        return self.logo is not None and not self.cleaned_data.get("drops_logo")

    def profile(self, new_logo: StoredFile | None) -> Profile:
        """What the valid form says, with a logo that was stored or the one it had."""
        assert self.site is not None  # noqa: S101 -- a valid form has found it
        said = self.cleaned_data
        logo = new_logo or (self.logo if self.keeps_logo else None)
        return Profile(
            name=said["name"],
            kind=said["kind"],
            site=self.site,
            regions=tuple(said["regions"]),
            topics=tuple(said["topics"]),
            languages=tuple(said["languages"]),
            access=tuple(said["access"]),
            logo=logo,
            logo_alt=said["logo_alt"] if logo else "",
            links=tuple(said["links"]),
            **{name: said[name] for name in WORDS},
        )

    def _require_words_for_logo(self, cleaned: dict[str, Any]) -> None:
        if (self.upload or self.keeps_logo) and not cleaned.get("logo_alt"):
            message = _("Bitte schreiben Sie kurz, was das Logo zeigt.")
            self.add_error("logo_alt", message)

    def _find_site(self, cleaned: dict[str, Any]) -> None:
        lon, lat = cleaned.get("lon"), cleaned.get("lat")
        if (lon is None) != (lat is None):
            self.add_error("lat", _("Ein Punkt braucht Breite und Länge."))
            return
        pin = None if lon is None or lat is None else (lon, lat)
        if "address" in self.changed_data and not PIN & set(self.changed_data):
            pin = None  # the point is still that of the address before
        regions = list(cleaned["regions"])
        try:
            self.site = site_of(cleaned["address"], works_in=regions, pin=pin)
        except RuleViolation as violation:
            self.add_error("lat", str(violation.message))


PIN = frozenset({"lat", "lon"})
# Fields that stand in a profile just as they are.
WORDS = (
    "summary",
    "text",
    "opening_hours",
    "access_note",
    "contact_mail",
    "contact_phone",
    "website",
)


def whole_address(written: str) -> str:
    return written if "://" in written else f"https://{written}"
