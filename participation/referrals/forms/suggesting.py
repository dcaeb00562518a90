from typing import Any

from django import forms

from participation.referrals.models import SuggestionTerms

LEAST, MOST = 20, 99


class SuggestionTermsForm(forms.ModelForm):
    class Meta:
        model = SuggestionTerms
        fields = ["is_shown", "least_confidence"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields["least_confidence"]
        self.fields["least_confidence"] = forms.IntegerField(
            label=old.label, min_value=LEAST, max_value=MOST
        )
