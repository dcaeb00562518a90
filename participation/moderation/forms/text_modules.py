from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.moderation import placeholders
from participation.moderation.models import TextModule
from participation.moderation.reasons import in_families

LONGEST_TEXT = 3_000


class TextModuleForm(forms.ModelForm):
    class Meta:
        model = TextModule
        fields = ["reason", "language", "title", "text", "is_active"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)  # noqa: S101 -- for the types
        reason.choices = [("", _("Bitte wählen")), *in_families()]

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                _("Höchstens %(most)s Zeichen."), params={"most": LONGEST_TEXT}
            )
        unknown = placeholders.unknown_in(text)
        if unknown:
            raise forms.ValidationError(
                _("Diesen Platzhalter gibt es nicht: %(names)s"),
                params={"names": ", ".join(f"{{{name}}}" for name in unknown)},
            )
        if placeholders.has_stray_brace(text):
            raise forms.ValidationError(
                _("Eine geschweifte Klammer steht allein. Platzhalter sehen so aus: %s")
                % "{titel}"
            )
        return text


class PreviewForm(forms.Form):
    """What the preview needs of a module that is being written."""

    text = forms.CharField(required=False, max_length=LONGEST_TEXT, strip=False)
    language = forms.CharField(required=False, max_length=8)


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
