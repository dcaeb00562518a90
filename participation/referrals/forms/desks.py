from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.terms.forms import TermsForm
from participation.referrals.models import DepartmentTerms, Referral
from participation.referrals.models.desks import LONGEST_NOTE
from participation.referrals.queries.desks import colleagues_in


class MemberField(forms.ModelChoiceField):
    def label_from_instance(self, user: Any) -> str:
        return str(user.display_name or user.email)


class AssignForm(forms.Form):
    assignee = MemberField(
        label=_("Wer kümmert sich?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("noch niemand"),
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignee"]
        assert isinstance(field, MemberField)  # noqa: S101 -- see above
        field.queryset = colleagues_in(referral.department)


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Notiz"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_NOTE,
    )
    is_for_spk = forms.BooleanField(
        label=_("Auch die SPK darf das lesen"), required=False
    )


class DepartmentTermsForm(TermsForm):
    class Meta:
        model = DepartmentTerms
        fields = ["interim_days", "interims", "colleagues"]

    ranges = {
        "interim_days": (5, 120),
        "interims": (0, 10),
        "colleagues": (1, 30),
    }
