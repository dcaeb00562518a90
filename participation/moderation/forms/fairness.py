from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.addresses import MailField
from commons.clock import berlin_today
from commons.days import day_field
from commons.guard import GuardedForm
from participation.moderation.enums import ComplaintOutcome, LawField, ReportReason

LONGEST_TEXT = 4_000
REPORTABLE = (
    ReportReason.INSULT,
    ReportReason.PERSONAL_DATA,
    ReportReason.ADVERTISING,
    ReportReason.WRONG_PLACE,
    ReportReason.UNLAWFUL,
    ReportReason.OTHER,
)
# Asked for only with illegal content, as Art. 16 (2) DSA wants it.
OF_THE_LAW = ("law_field", "passage", "is_in_good_faith", "name")
MISSING = {
    "law_field": _("Bitte wählen Sie, worum es geht."),
    "passage": _("Bitte schreiben Sie, welche Stelle Sie meinen."),
    "text": _("Bitte schreiben Sie in einem Satz, was daran falsch ist."),
    "is_in_good_faith": _("Bitte bestätigen Sie das."),
    "name": _("Bei dieser Meldung verlangt das Gesetz einen Namen."),
    "address": _("Bei dieser Meldung verlangt das Gesetz eine E-Mail-Adresse."),
}


class ReportForm(GuardedForm):
    """A notice in plain words; illegal content asks for what the law wants to know."""

    reason = forms.ChoiceField(
        label=_("Was stimmt nicht?"),
        choices=[(reason.value, reason.label) for reason in REPORTABLE],
        widget=forms.RadioSelect,
    )
    law_field = forms.ChoiceField(
        label=_("Worum geht es?"),
        choices=[("", _("Bitte wählen")), *LawField.choices],
        required=False,
    )
    passage = forms.CharField(
        label=_("Welche Stelle genau?"),
        help_text=_("Zum Beispiel: der zweite Satz, das dritte Foto."),
        max_length=500,
        required=False,
    )
    text = forms.CharField(
        label=_("Was sollen wir wissen?"),
        help_text=_("Was ist daran falsch? Ein oder zwei Sätze genügen."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    is_in_good_faith = forms.BooleanField(
        label=_("Ich bin überzeugt, dass meine Angaben richtig und vollständig sind."),
        required=False,
    )
    name = forms.CharField(
        label=_("Ihr Name"),
        help_text=_(
            "Nur wir lesen ihn. Bei sexuellem Missbrauch von Kindern brauchen wir "
            "weder Namen noch E-Mail-Adresse."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        max_length=120,
        required=False,
    )
    address = MailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Damit wir Ihnen sagen können, was aus der Meldung wird."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        required=False,
    )

    def __init__(self, *args: Any, is_signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OF_THE_LAW:  # "freiwillig" would be wrong beside them
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template
        if is_signed_in:
            del self.fields["address"]

    def clean(self) -> dict[str, Any] | None:
        for name in self._missing():
            self.add_error(name, str(MISSING[name]))
        cleaned = super().clean() or self.cleaned_data
        if not self._is_unlawful:  # what stood in hidden fields is not for us
            blank: dict[str, Any] = dict.fromkeys(OF_THE_LAW, "")
            cleaned |= blank | {"is_in_good_faith": False}
        return cleaned

    @property
    def _is_unlawful(self) -> bool:
        return bool(self.cleaned_data.get("reason") == ReportReason.UNLAWFUL)

    def _missing(self) -> list[str]:
        """What the law asks of a notice, and a word about "something else"."""
        cleaned = self.cleaned_data
        if cleaned.get("reason") == ReportReason.OTHER:
            wanted = ["text"]
        elif self._is_unlawful:
            wanted = ["law_field", "passage", "text", "is_in_good_faith"]
            if cleaned.get("law_field") != LawField.CHILD_ABUSE:
                wanted += ["name", "address"]
        else:
            wanted = []
        known = [name for name in wanted if name in self.fields]
        return [name for name in known if name in cleaned and not cleaned[name]]


class ReceiptForm(forms.Form):
    """The number in the address of the page that thanks for a report."""

    nr = forms.RegexField(r"^M-[0-9]{4}-[0-9]{5,9}$", max_length=20)


class ComplaintForm(forms.Form):
    text = forms.CharField(
        label=_("Ihr Einwand"),
        help_text=_("Was haben wir falsch verstanden, oder was ist Ihnen wichtig?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
    )
    address = MailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Damit wir Ihnen schreiben können, was daraus wird."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        required=False,
    )

    def __init__(self, *args: Any, asks_address: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_address:
            del self.fields["address"]


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Entscheidung"),
        choices=ComplaintOutcome.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Begründung"),
        help_text=_("Geht so in die Mail."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
    )


class PoolForm(forms.Form):
    """Names an account by its address, for a time."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse des Kontos"),
        help_text=_("Die Person braucht ein Konto auf dieser Plattform."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    valid_from = day_field(label=_("Ab"))
    valid_until = day_field(
        label=_("Bis"),
        help_text=_("Leer heißt: bis Sie es beenden."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = berlin_today

    def clean_email(self) -> User:
        found = User.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if found is None:
            raise forms.ValidationError(_("Zu dieser Adresse gibt es kein Konto."))
        return found

    def clean(self) -> dict[str, Any] | None:
        start = self.cleaned_data.get("valid_from")
        end = self.cleaned_data.get("valid_until")
        if start and end and end < max(start, berlin_today()):
            self.add_error("valid_until", str(_("Dieser Tag liegt davor.")))
        return super().clean()
