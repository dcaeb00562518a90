"""Switching the keys of the desk on and off (WCAG 2.1.4), for this browser."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from commons.accounts.http import HttpRequest
from participation.moderation.forms.keys import COOKIE, KeysForm
from participation.moderation.rules import can_use_keys

LIFETIME = 365 * 24 * 3600  # seconds


@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    if not can_use_keys(request.visitor):
        raise PermissionDenied
    form = KeysForm(request.POST)
    is_valid = form.is_valid()
    asked = form.cleaned_data.get("weiter", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    response = redirect(asked if is_ours and asked else reverse("followups:today"))
    if is_valid:
        response.set_cookie(
            COOKIE,
            form.cleaned_data["tasten"],
            max_age=LIFETIME,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
