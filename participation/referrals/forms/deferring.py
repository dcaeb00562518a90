from django import forms
from django.utils.translation import gettext_lazy as _

from commons.days import day_field
from participation.referrals.models.promises import LONGEST_REASON


class DeferralForm(forms.Form):
    """There is still no money: another day, and why."""

    look_again_on = day_field(label=_("Wieder ansehen am"))
    reason = forms.CharField(
        label=_("Warum dauert es noch?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_REASON,
        help_text=_("Öffentlich. Alle, die der Idee folgen, bekommen diesen Satz."),
    )
