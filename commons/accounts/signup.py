"""What sign-up asks beyond the address; apart, since allauth imports it early."""

from typing import Any

from allauth.core import context
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons.guard import GuardedForm


class SignupExtras(GuardedForm):
    """The base of allauth's own form, guarded as every form that anybody can send."""

    display_name = forms.CharField(
        label=_("Anzeigename"),
        max_length=60,
        required=False,
        help_text=_("Steht an Ihren Beiträgen. Ein Fantasiename ist in Ordnung."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, request=context.request, **kwargs)

    def signup(self, _request: HttpRequest, user: Any) -> None:
        user.display_name = self.cleaned_data["display_name"].strip()
        user.save(update_fields=["display_name"])
