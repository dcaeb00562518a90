from typing import Any

from django import forms

from participation.ideas.models import Idea
from participation.referrals.models import Referral


class FileForm(forms.Form):
    """For the SPK's own file, or for that of one Amt that has the case."""

    referral = forms.ModelChoiceField(queryset=Referral.objects.none(), required=False)

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["referral"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- see above
        field.queryset = Referral.objects.filter(idea=idea)
