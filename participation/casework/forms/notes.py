from django import forms
from django.utils.translation import gettext_lazy as _

from participation.casework.models.notes import LONGEST_NOTE


class CaseNoteForm(forms.Form):
    note = forms.CharField(
        label=_("Notiz"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_NOTE,
        help_text=_("Liest nur die SPK. Öffentlich wird sie nie."),
    )
