from django import forms
from django.utils.translation import gettext_lazy as _

from commons.days import WhenForm

LONGEST_CORRECTION = 1_000


class ReleaseForm(WhenForm):
    """`changes` names what was looked at.

    Whoever works at night should not ring their neighbours' phones.
    """

    hours = range(7, 21)
    usual_hour = 17
    changes = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label=_("Berichtigung"),
        max_length=LONGEST_CORRECTION,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Was war falsch, und wie ist es richtig? Steht ab sofort oben."),
    )
    is_mailed = forms.BooleanField(
        label=_("Auch als Mail an alle, die den Rundbrief bekommen haben"),
        required=False,
        help_text=_(
            "Nur, wenn jemand sonst etwas Falsches tut, etwa vor verschlossener Tür "
            "steht."
        ),
    )
