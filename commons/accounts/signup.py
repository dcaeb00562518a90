"""What sign-up asks beyond the address; apart, since allauth imports it early."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SignupExtras(forms.Form):
    display_name = forms.CharField(
        label=_("Anzeigename"),
        max_length=60,
        required=False,
        help_text=_("Steht an Ihren Beiträgen. Ein Fantasiename ist in Ordnung."),
    )

    def signup(self, _request: HttpRequest, user: Any) -> None:
        user.display_name = self.cleaned_data["display_name"].strip()
        user.save(update_fields=["display_name"])
