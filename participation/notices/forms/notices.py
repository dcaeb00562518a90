from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.days import day_field
from commons.terms.forms import TermsForm
from participation.notices.enums import DropReason
from participation.notices.models import NoticeTerms

LONGEST = 4_000


class ReleaseForm(forms.Form):
    """The draft as somebody leaves it; `seen` names the one that the page showed."""

    text = forms.CharField(
        label=_("Was die Menschen lesen"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    next_on = day_field(
        label=_("Nächste Nachricht spätestens am"),
        help_text=_("Dieser Tag steht auch auf der Seite der Idee."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)


class DropForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Warum keine Nachricht?"),
        choices=DropReason.choices,
        widget=forms.RadioSelect,
    )
    hears_on = day_field(
        label=_("Die Menschen hören von uns bis"),
        help_text=_("Kommt bis dahin nichts, liegt der Entwurf wieder hier."),
    )


class PickForm(forms.Form):
    """Which drafts leave as they are."""

    notice = forms.TypedMultipleChoiceField(coerce=int, choices=())

    def __init__(self, *args: Any, waiting: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["notice"]
        field.choices = [(pk, str(pk)) for pk in waiting]  # type: ignore[attr-defined]  # the stubs know only Field


class NoticeTermsForm(TermsForm):
    ranges = {
        "receipt_days": (3, 60),
        "interim_days": (7, 90),
        "lead_days": (0, 10),
        "grace_days": (0, 10),
    }

    class Meta:
        model = NoticeTerms
        fields = [
            "receipt_days",
            "interim_days",
            "lead_days",
            "grace_days",
            "automatic",
        ]
        widgets = {"automatic": forms.RadioSelect}
        help_texts = {
            "grace_days": _(
                "Um so viele Arbeitstage darf sich ein genannter Tag verschieben, ohne "
                "dass wir eigens schreiben. Danach kann ein Entwurf von selbst gehen."
            ),
        }
