from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from neighbourhood.departments.rules import can_edit_departments


def menu_entry(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not can_edit_departments(visitor):
        return None
    url = reverse("departments:department-list")
    return {"url": url, "label": _("Ämter und Stellen"), "icon": "office"}
