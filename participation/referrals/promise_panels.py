"""What promises show on the pages of others."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.referrals.rules import can_keep_promises


def menu(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_keep_promises(visitor):
        return None
    url = reverse("referrals:promise-list")
    return {"url": url, "label": _("Zusagen"), "icon": "flag"}


def sets_menu(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_keep_promises(visitor):
        return None
    url = reverse("referrals:answer-set-list")
    return {"url": url, "label": _("Antwortpakete"), "icon": "speech"}
