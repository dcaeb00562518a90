"""Where the desk shows itself on pages of others."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.requests import Request
from participation.moderation.rules import can_see_desk


def menu_entry(*, request: Request) -> dict[str, Any] | None:
    if not can_see_desk(request.visitor):
        return None
    return {
        "url": reverse("moderation:queue"),
        "label": _("Prüfung"),
        "icon": "inbox",
    }
