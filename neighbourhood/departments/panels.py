from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from neighbourhood.departments.rules import can_create_cards, can_edit_departments


def menu_entry(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_edit_departments(visitor):
        return None
    url = reverse("departments:department-list")
    return {"url": url, "label": _("Ämter und Stellen"), "icon": "office"}


def cards_entry(request: HttpRequest | None) -> Mapping[str, Any] | None:
    """For those who look after cards: where they say that one still holds."""
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_create_cards(visitor):
        return None
    url = reverse("departments:card-check")
    return {"url": url, "label": _("Karten „Was geht?“"), "icon": "check-all"}
