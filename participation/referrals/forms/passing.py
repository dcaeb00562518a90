from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 4_000


class PassOnForm(forms.Form):
    """The Amt's question in words that the person understands."""

    text = forms.CharField(
        label=_("Unsere Frage an die Person"),
        help_text=_("Geht so an die Person. Bitte in einfachen Worten."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
    )


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("Ihre Antwort"),
        help_text=_("Ein, zwei Sätze genügen. Sie wird nicht veröffentlicht."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
    )
