"""What the house rules tell the other rooms."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commons import slots
from commons.terms import registry


def register() -> None:
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=_menu_entry,
        order=48,
        query_budget=0,
    )


def _menu_entry(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not registry.has_any_for(visitor):
        return None
    url = reverse("terms:terms-list")
    return {"url": url, "label": _("Regeln des Hauses"), "icon": "list"}
