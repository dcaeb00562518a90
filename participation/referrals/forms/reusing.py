from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.terms.forms import TermsForm
from participation.referrals.models import ReuseTerms
from participation.referrals.models.reusing import LONGEST_OBJECTION

LONGEST_TEXT = 4_000
FIRST_WORDS = _(
    "Danke für Ihre Idee. Zu einer ganz ähnlichen Frage gibt es schon eine Antwort. "
    "Sie gilt auch hier."
)


class ReuseForm(forms.Form):
    """The SPK's own words for this idea; the answer itself is its source's."""

    text = forms.CharField(
        label=_("Ihre Worte dazu"),
        help_text=_("Stehen über der früheren Antwort: warum sie auch hier gilt."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_TEXT,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        kwargs["initial"] = {"text": str(FIRST_WORDS), "version": version}
        super().__init__(*args, **kwargs)


class ObjectionForm(forms.Form):
    text = forms.CharField(
        label=_("Warum passt die Antwort hier nicht?"),
        help_text=_("Ein, zwei Sätze genügen. Sie gehen nur an die SPK."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_OBJECTION,
    )


class KeepForm(forms.Form):
    text = forms.CharField(
        label=_("Warum die Antwort bleibt"),
        help_text=_("Geht so an das Amt, nicht an die Öffentlichkeit."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
    )


class ReuseTermsForm(TermsForm):
    class Meta:
        model = ReuseTerms
        fields = ["months", "working_days"]

    ranges = {
        "months": (1, 120),
        "working_days": (5, 60),
    }
