from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_ADDENDUM = 3_000


class AddendumForm(forms.Form):
    """`key` names this writing, so that a double click adds once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = forms.CharField(
        label=_("Ihr Nachtrag"),
        help_text=_("Was hat sich geändert, was haben Sie herausgefunden?"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LONGEST_ADDENDUM,
    )
