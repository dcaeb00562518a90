"""What is asked when an idea is entered for somebody else."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commons import personal
from commons.accounts.enums import Language
from commons.clock import berlin_today
from commons.days import day_field
from commons.delivery.addressees import Addressee
from commons.delivery.forms import LineField, TownField
from participation.ideas.enums import ON_BEHALF, AnswerWay, Source
from participation.ideas.services.entering import CONSENT, CONSENT_VERSION, Entry

SOURCES = [(source.value, source.label) for source in ON_BEHALF]
# Which fields each way of answering needs; nothing else is kept of them.
NEEDED = {
    AnswerWay.MAIL: ("recipient_mail",),
    AnswerWay.LETTER: ("recipient_name", "recipient_street", "recipient_town"),
    AnswerWay.CALL: ("recipient_name", "recipient_phone"),
}
OPTIONAL = {
    AnswerWay.CALL: ("recipient_time",),
    AnswerWay.LETTER: ("recipient_extra",),
}
ADDRESS = ("recipient_extra", "recipient_street", "recipient_town")
# Who it is and how to reach them: sealed at once, and never in a draft.
CONTACT_FIELDS = frozenset(
    name for fields in (*NEEDED.values(), *OPTIONAL.values()) for name in fields
)
_PHONE = re.compile(r"[+0-9][0-9 ()/.-]{4,}")


class StackForm(forms.Form):
    """What all papers of a stack have in common; it stays for the next one."""

    source = forms.ChoiceField(
        label=_("Wie kam die Idee zu Ihnen?"),
        choices=SOURCES,
        initial=Source.PAPER,
        widget=forms.RadioSelect,
    )
    received_on = day_field(
        label=_("Eingegangen am"),
        initial=berlin_today,
        help_text=_("Der Tag auf dem Bogen. Nach ihm richtet sich die Nummer."),
    )
    occasion = forms.CharField(
        label=_("Veranstaltung oder Werkstatt"),
        max_length=120,
        required=False,
        help_text=_(
            "Zum Beispiel: Sommerfest am Anger. Bitte keine Namen von Kindern."
        ),
    )


class EntryForm(StackForm):
    """Beside an IdeaForm: source, consent, and how to answer."""

    way = forms.ChoiceField(
        label=_("Wie möchte die Person erfahren, was aus der Idee wird?"),
        choices=AnswerWay.choices,
        initial=AnswerWay.PICKUP,
        widget=forms.RadioSelect,
    )
    recipient_name = LineField(label=_("Vor- und Nachname"))
    recipient_extra = LineField(label=_("Zusatz, zum Beispiel „bei …“"), required=False)
    recipient_street = LineField(label=_("Straße und Hausnummer"))
    recipient_town = TownField(label=_("Postleitzahl und Ort"))
    recipient_phone = forms.CharField(label=_("Telefonnummer"), max_length=40)
    recipient_time = forms.CharField(
        label=_("Wann passt es am besten?"),
        max_length=80,
        required=False,
        help_text=_("Zum Beispiel: vormittags"),
    )
    recipient_mail = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254)
    answer_language = forms.ChoiceField(
        label=_("In welcher Sprache schreiben wir?"),
        choices=Language.choices,
        initial=Language.GERMAN,
    )
    has_consent = forms.BooleanField(
        label=CONSENT[CONSENT_VERSION],
        error_messages={
            "required": _("Ohne Einverständnis können wir die Idee nicht aufnehmen.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {name for names in NEEDED.values() for name in names}:
            field = self.fields[name]
            # One way of answering needs it: the page must not say "freiwillig".
            field.is_conditional = True  # type: ignore[attr-defined]  # read by the field template
            field.required = False
            # Somebody else's data is nothing for this browser's list.
            field.widget.attrs["autocomplete"] = "off"

    def clean_occasion(self) -> str:
        occasion = " ".join(self.cleaned_data["occasion"].split())
        if personal.kinds_in(occasion):
            raise ValidationError(_("Hier stehen Angaben zu einer Person."))
        return occasion

    def clean_recipient_phone(self) -> str:
        phone = str(self.cleaned_data["recipient_phone"]).strip()
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError(_("Das ist keine Telefonnummer."))
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        way = cleaned.get("way")
        if cleaned.get("source") == Source.WORKSHOP and way in NEEDED:
            message = _(
                "Bei einer Werkstatt nehmen wir keine Angaben zu Personen auf. Wählen "
                "Sie „gar nicht“ oder den Abholcode."
            )
            self.add_error("way", message)
            return cleaned
        for name in NEEDED.get(AnswerWay(way), ()) if way else ():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Das brauchen wir für die Antwort."))
        return cleaned

    def check_workshop(self, text: str) -> None:
        """Words of children carry nothing that leads to one of them."""
        is_workshop = self.cleaned_data.get("source") == Source.WORKSHOP
        if is_workshop and personal.kinds_in(text):
            message = _(
                "Im Text stehen Angaben zu einer Person. Aus einer Werkstatt nehmen "
                "wir Ideen nur ohne solche Angaben auf."
            )
            self.add_error(None, message)

    def entry(self) -> Entry:
        """What the valid form says; only what the chosen way needs is kept."""
        cleaned, way = self.cleaned_data, AnswerWay(self.cleaned_data["way"])
        used = {*NEEDED.get(way, ()), *OPTIONAL.get(way, ())}
        kept = {name: cleaned[name] for name in used}
        return Entry(
            source=Source(cleaned["source"]),
            received_on=cleaned["received_on"],
            occasion=cleaned["occasion"],
            way=way,
            language=cleaned["answer_language"],
            addressee=Addressee(
                name=kept.get("recipient_name", ""),
                address="\n".join(kept[name] for name in ADDRESS if kept.get(name)),
                phone=kept.get("recipient_phone", ""),
                best_time=kept.get("recipient_time", ""),
                email=kept.get("recipient_mail", "").lower(),
            ),
        )


class CodeOnPaperForm(forms.Form):
    """The code that the page has just shown, for the receipt as PDF."""

    code = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)


class EntryPageForm(forms.Form):
    """Where the next page of a house's own entries begins."""

    vor = forms.IntegerField(required=False, min_value=1)
