from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.referrals.forms.responding import LONGEST_TEXT

YES, NO = "ja", "nein"


class FeedbackForm(forms.Form):
    """A no says what is missing; a yes may."""

    helped = forms.ChoiceField(
        label=_("Hat Ihnen die Antwort geholfen?"),
        choices=[(YES, _("Ja, damit ist es gut")), (NO, _("Nein, noch nicht gelöst"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Was fehlt?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_(
            "Das liest nur die SPK. Ein Satz genügt; bei „Ja“ dürfen Sie es leer "
            "lassen."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("helped") == NO and not cleaned.get("text", "").strip():
            self.add_error("text", _("Bitte schreiben Sie uns, was fehlt."))
        return cleaned

    @property
    def has_helped(self) -> bool:
        return bool(self.cleaned_data["helped"] == YES)
