"""What `/bausteine/` shows: each building block with content of real length."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.design import states
from commons.design.widgets import CodeInput, SuggestInput


class SampleForm(forms.Form):
    title = forms.CharField(
        label=_("Worum geht es?"),
        help_text=_("Ein kurzer Satz, höchstens 120 Zeichen."),
        max_length=120,
    )
    text = forms.CharField(label=_("Ihre Idee"), widget=forms.Textarea)
    address = forms.CharField(
        label=_("Adresse"),
        help_text=_("Straße und Hausnummer. Vorschläge erscheinen beim Tippen."),
        widget=SuggestInput(reverse_lazy("design:samples")),
        required=False,
    )
    topic = forms.ChoiceField(
        label=_("Thema"),
        choices=[
            ("", _("Bitte wählen")),
            ("green", _("Grün und Spielplätze")),
            ("road", _("Straße und Verkehr")),
        ],
    )
    place = forms.ChoiceField(
        label=_("Wo?"),
        choices=[
            ("address", _("An einer Adresse")),
            ("pin", _("An einem Punkt auf der Karte")),
            ("none", _("An keinem bestimmten Ort")),
        ],
        widget=forms.RadioSelect,
    )
    picture = forms.FileField(
        label=_("Foto"), help_text=_("JPEG, PNG oder WebP, bis 10 MB."), required=False
    )
    code = forms.CharField(label=_("Code aus der E-Mail"), widget=CodeInput())
    consent = forms.BooleanField(
        label=_("Mein Beitrag darf unter meinem Anzeigenamen erscheinen.")
    )


@dataclass(frozen=True)
class TimelineEntry:
    title: str | Promise
    phase: str
    icon: str
    when: date | None = None
    note: str | Promise = ""
    text: str | Promise = ""


WAY = (
    TimelineEntry(_("Eingereicht"), "done", "idea", date(2026, 3, 2)),
    TimelineEntry(_("Veröffentlicht"), "done", "check", date(2026, 3, 4)),
    TimelineEntry(
        _("An das Straßen- und Grünflächenamt weitergeleitet"),
        "now",
        "office",
        date(2026, 3, 6),
        _("Antwort erwartet bis 7. April 2026"),
    ),
    TimelineEntry(_("Antwort"), "next", "speech"),
)
OFFICES = (
    ("Straßen- und Grünflächenamt", "12", "3"),
    ("Ordnungsamt", "7", "0"),
    ("Amt für Weiterbildung und Kultur", "2", "1"),
)
COLOURS = (
    *("paper", "surface", "sunk", "ink", "ink-soft", "line", "line-strong"),
    *("band", "band-deep", "brand", "brand-soft", "link", "accent"),
)
SAMPLE_STREETS = ("Breite Straße 24", "Breite Straße 25 A", "Florastraße 12")


def content() -> dict[str, Any]:
    wrong = SampleForm({"title": "", "place": "pin"})
    return {
        "form": SampleForm(prefix="leer"),
        "wrong_form": wrong,
        "way": WAY,
        "states": list(states.LOOKS),
        "colours": COLOURS,
        "columns": [_("Amt"), _("offen"), _("überfällig")],
        "offices": OFFICES,
        "tones": ["info", "good", "wait", "stop", "calm", "kin"],
        "steps": [_("Idee"), _("Ort"), _("Bilder"), _("Absenden")],
        "tabs": [(_("Liste"), "?", True), (_("Karte"), "?ansicht=karte", False)],
        "crumbs": [(_("Stadtteile"), "#"), ("Prenzlauer Berg Nordwest", "#")],
    }
