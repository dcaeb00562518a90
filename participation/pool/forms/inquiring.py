from django import forms
from django.utils.translation import gettext_lazy as _

from commons.text import as_typed


class InquiryForm(forms.Form):
    """A message to whoever looks after an entry; `key` makes two clicks one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Ihre Nachricht"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    contact = forms.CharField(
        label=_("Wie erreicht man Sie?"),
        max_length=200,
        help_text=_(
            "Telefon oder E-Mail-Adresse. Nur wer sich um den Eintrag kümmert, liest "
            "das; nach einem halben Jahr löschen wir es."
        ),
    )

    def clean_text(self) -> str:
        return as_typed(self.cleaned_data["text"])

    def clean_contact(self) -> str:
        return " ".join(str(self.cleaned_data["contact"]).split())
