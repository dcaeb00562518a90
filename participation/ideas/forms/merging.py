from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.ideas.models import Idea
from participation.ideas.queries.merging import with_number

LONGEST_WORDS = 4_000


class PartnerForm(forms.Form):
    """Which idea stays: chosen (`mit`), or looked for by number or words (`q`)."""

    mit = forms.CharField(max_length=20, required=False)
    q = forms.CharField(max_length=100, required=False)

    @property
    def partner(self) -> Idea | None:
        self.full_clean()
        number = self.cleaned_data.get("mit", "")
        return with_number(number) if number else None

    @property
    def words(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("q", "")).strip()


class RulingForm(forms.Form):
    """What goes with a merge or its undoing: words, and the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text = forms.CharField(
        label=_("Ihre Worte an die Person, deren Idee aufgeht"),
        help_text=_("Warum und was nun gilt, sagt die Mail von selbst."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_WORDS,
        required=False,
    )


class MergeForm(RulingForm):
    mit = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def clean_mit(self) -> Any:
        partner = with_number(self.cleaned_data["mit"])
        if partner is None:
            raise forms.ValidationError(_("Diese Nummer gibt es nicht."))
        return partner


class UnmergeForm(RulingForm):
    text = forms.CharField(
        label=_("Ihre Worte an die Person, deren Idee wieder für sich steht"),
        help_text=_("Was nun gilt, sagt die Mail von selbst."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_WORDS,
        required=False,
    )
