"""Registering for a date: who comes, with how many, and what the organiser asks."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, gettext_lazy as _

from commons import guard
from events.calendar.models import MOST_HEADS, Event, Registration, RegistrationField
from events.calendar.registration_states import FieldKind
from events.calendar.services.fields import MOST_FIELDS
from events.calendar.services.registering import Entry

LONGEST_ANSWER = {FieldKind.TEXT: 200, FieldKind.LONG: 2_000}
MOST_NUMBER = 1_000_000


def answer_name(position: int) -> str:
    return f"antwort-{position}"


# What a draft keeps; which questions they answer, the page itself knows.
NAMES = ("name", "email", "party", *map(answer_name, range(MOST_FIELDS)))


class EntryForm(forms.Form):
    """The organiser's questions have the names of their places.

    `asked` says which questions the page showed: answers to others are not taken.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    asked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    name = forms.CharField(
        label=_("Ihr Name"),
        max_length=80,
        help_text=_("Den Namen liest nur, wer die Veranstaltung ausrichtet."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    party = forms.TypedChoiceField(
        label=_("Mit wie vielen Personen kommen Sie?"),
        coerce=int,
        help_text=_("Sie selbst zählen mit."),
    )
    consent = forms.BooleanField(
        label=_("Ich stimme zu."),
        error_messages={"required": _("Bitte stimmen Sie zu: Ohne das geht es nicht.")},
    )

    def __init__(
        self,
        *args: Any,
        event: Event,
        questions: Sequence[RegistrationField],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.stand = ",".join(str(question.pk) for question in questions)
        self.fields["asked"].initial = self.stand
        self._offer_party(event)
        if not event.consent_text:
            del self.fields["consent"]
        for position, question in enumerate(questions):
            self.fields[answer_name(position)] = field_for(question)
        if "consent" in self.fields:
            self.fields["consent"] = self.fields.pop("consent")

    def clean_name(self) -> str:
        """One line, whatever was pasted."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("asked", "") != self.stand:
            # The page that goes out again has the new ones.
            self.data = {**dict(self.data.items()), "asked": self.stand}
            message = gettext(
                "Die Fragen haben sich gerade geändert. Bitte sehen Sie Ihre "
                "Antworten noch einmal an."
            )
            self.add_error(None, ValidationError(message, code="asked"))
        return cleaned

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        return [self[answer_name(at)] for at in range(len(self.questions))]

    @property
    def entry(self) -> Entry:
        return Entry(
            name=self.cleaned_data["name"],
            party=int(self.cleaned_data.get("party") or 1),
            answers=self._answers(),
            has_consent=bool(self.cleaned_data.get("consent")),
            email=str(self.cleaned_data.get("email", "")),
            language=get_language() or "de",
        )

    def _answers(self) -> dict[str, Any]:
        values = {
            str(question.pk): self.cleaned_data[answer_name(position)]
            for position, question in enumerate(self.questions)
        }
        return {key: value for key, value in values.items() if value not in (None, "")}

    def _offer_party(self, event: Event) -> None:
        most = min(event.most_companions + 1, MOST_HEADS)
        if most == 1:
            del self.fields["party"]
            return
        party: Any = self.fields["party"]
        party.choices = [(count, _heads(count)) for count in range(1, most + 1)]


class ChangeForm(EntryForm):
    """What is there already, written anew; the consent stands."""

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"]
        self.fields.pop("consent", None)
        self.initial = {"name": registration.name, "party": registration.party}
        for position, question in enumerate(self.questions):
            given = registration.answers.get(str(question.pk))
            if question.kind == FieldKind.YESNO and given is not None:
                given = "ja" if given else "nein"
            self.initial[answer_name(position)] = given


class GuestForm(guard.GuardedForm, EntryForm):
    """The same without an account: an address, to which a code goes."""

    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_(
            "Dorthin schicken wir einen Code und später, was sich ändert. "
            "Weitergegeben wird sie nur an die Veranstalter."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("key", "asked", "name", "email", "party")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code aus der E-Mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "autocapitalize": "off",
            }
        ),
        help_text=_("Sechs Ziffern."),
    )


def field_for(question: RegistrationField) -> forms.Field:
    """A question as a field of a form; its cleaned value is what is stored."""
    shared: dict[str, Any] = {
        "label": question.label,
        "help_text": question.help_text,
        "required": question.is_required,
    }
    if question.kind == FieldKind.CHOICE:
        choices = [
            ("", gettext("Bitte wählen")),
            *((one, one) for one in question.options),
        ]
        return forms.ChoiceField(choices=choices, **shared)
    if question.kind == FieldKind.NUMBER:
        return forms.IntegerField(min_value=0, max_value=MOST_NUMBER, **shared)
    if question.kind == FieldKind.YESNO:
        return forms.TypedChoiceField(
            choices=[("ja", gettext("Ja")), ("nein", gettext("Nein"))],
            coerce=lambda given: given == "ja",
            empty_value=None,
            widget=forms.RadioSelect,
            **shared,
        )
    longest = LONGEST_ANSWER[FieldKind(question.kind)]
    is_long = question.kind == FieldKind.LONG
    widget = forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput
    return forms.CharField(max_length=longest, widget=widget, **shared)


def _heads(count: int) -> str:
    if count == 1:
        return gettext("nur ich")
    return gettext("wir sind %(count)s") % {"count": count}
