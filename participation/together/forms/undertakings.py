from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.days import day_field
from commons.terms.forms import TermsForm
from participation.together.models import (
    LONGEST_JOINING,
    LONGEST_REPORT,
    LONGEST_WORDS,
    Partner,
    TogetherTerms,
)
from participation.together.queries.partners import Proposal, find, key_of
from participation.together.services.beginning import Call
from participation.together.services.concluding import Conclusion
from participation.together.services.reporting import Report

LONGEST_REASON = 600


class _CallForm(forms.Form):
    """To whom, in which words; `key` makes a double click one request."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    partner = forms.ChoiceField(widget=forms.RadioSelect)
    words = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 6}), max_length=LONGEST_WORDS
    )

    def clean_partner(self) -> Partner:
        partner = find(self.cleaned_data["partner"])
        if partner is None:
            raise forms.ValidationError(
                _("Diese Stelle kann gerade keine Ideen übernehmen."), code="gone"
            )
        return partner

    @property
    def call(self) -> Call:
        cleaned = self.cleaned_data
        return Call(cleaned["partner"], cleaned["words"], cleaned["key"])


class OfferForm(_CallForm):
    """The SPK asks one of those who fit."""

    def __init__(self, *args: Any, proposals: list[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].label = _("Wer könnte das machen?")
        self.fields["partner"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (each.key, _label(each)) for each in proposals
        ]
        self.fields["words"].label = _("Ihre Worte an sie")
        self.fields["words"].help_text = _(
            "Worum es geht, was gebraucht wird, womit die SPK helfen kann. Die Person, "
            "von der die Idee ist, fragen wir zuerst."
        )


class AdoptForm(_CallForm):
    """Somebody takes an idea up for those they speak for."""

    def __init__(self, *args: Any, partners: list[Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].label = _("Für wen sprechen Sie?")
        self.fields["partner"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (key_of(each), each.name) for each in partners
        ]
        if len(partners) == 1:
            self.fields["partner"].initial = key_of(partners[0])
        self.fields["words"].label = _("Was möchten Sie tun?")
        self.fields["words"].help_text = _(
            "Diese Worte liest die Person, von der die Idee ist. Sie entscheidet, "
            "ob es losgeht."
        )


class JoiningForm(forms.Form):
    joining = forms.CharField(
        label=_("Wo man mitmachen kann"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_JOINING,
        required=False,
        help_text=_(
            "Öffentlich: Ort, Zeit, wen man anspricht. Keine privaten Telefonnummern."
        ),
    )


class AcceptForm(JoiningForm):
    field_order = ("report_on", "joining")

    report_on = day_field(
        label=_("Wann hören alle, wie es läuft?"),
        help_text=_("Spätestens dann schreiben Sie einen kurzen Bericht."),
    )


class ReasonForm(forms.Form):
    """Why somebody says no, stops or takes back."""

    reason = forms.CharField(
        label=_("Grund"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
    )

    def __init__(self, *args: Any, help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = help_text


class ReportForm(forms.Form):
    """How it goes; whoever is done says so and names no further day."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("Wie läuft es?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_REPORT,
        help_text=_("Öffentlich. Wer der Idee folgt, bekommt diesen Text."),
    )
    is_last = forms.BooleanField(label=_("Es ist geschafft"), required=False)
    next_on = day_field(
        label=_("Nächster Bericht spätestens am"),
        required=False,
        help_text=_("Nur nötig, wenn es noch nicht geschafft ist."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_on"].is_conditional = True  # type: ignore[attr-defined]  # read by the field template

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        has_day = cleaned.get("next_on") or "next_on" in self.errors
        if not cleaned.get("is_last") and not has_day:
            self.add_error("next_on", _("Wann hören alle wieder von Ihnen?"))
        return cleaned

    @property
    def report(self) -> Report:
        cleaned = self.cleaned_data
        next_on = None if cleaned["is_last"] else cleaned["next_on"]
        return Report(cleaned["text"], cleaned["key"], next_on)


class ConsentForm(forms.Form):
    """The person behind an idea; the button says yes or no."""

    answer = forms.ChoiceField(
        label=_("Sind Sie einverstanden?"),
        widget=forms.RadioSelect,
        choices=(
            ("ja", _("Ja, gern")),
            ("nein", _("Nein, lieber nicht")),
        ),
    )
    words = forms.CharField(
        label=_("Ein paar Worte dazu"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("Das lesen nur die SPK und wer Ihre Idee übernehmen möchte."),
    )

    @property
    def says_yes(self) -> bool:
        return bool(self.cleaned_data["answer"] == "ja")


class ConclusionForm(forms.Form):
    """The answer that says how it came out; the SPK looks at it before all do."""

    text = forms.CharField(
        label=_("Antwort"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=10_000,
        help_text=_("Was ist geschafft, wer hat es gemacht?"),
    )
    support = forms.CharField(
        label=_("Womit wir geholfen haben"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
    )
    joining = forms.CharField(
        label=_("Wo man mitmachen kann"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_JOINING,
        required=False,
    )

    @property
    def conclusion(self) -> Conclusion:
        return Conclusion(**self.cleaned_data)


class TogetherTermsForm(TermsForm):
    ranges = {"ask_days": (1, 60), "answer_days": (1, 60), "report_days": (7, 366)}

    class Meta:
        model = TogetherTerms
        fields = ("ask_days", "answer_days", "report_days")


def _label(proposal: Proposal) -> str:
    """`Nachbarschaftshaus (im Stadtteil, zum Thema)`."""
    kind = _("Netzwerk") if proposal.is_network else _("Akteur")
    why = [str(kind)]
    if proposal.is_near:
        why.append(str(_("in diesem Stadtteil")))
    if proposal.is_on_topic:
        why.append(str(_("zu diesem Thema")))
    return f"{proposal.partner.name} ({', '.join(why)})"
