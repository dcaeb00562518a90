from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.search.rules import can_edit_synonyms


def menu_entry(request: HttpRequest) -> dict[str, Any] | None:
    visitor = request.visitor  # type: ignore[attr-defined]
    if not can_edit_synonyms(visitor):
        return None
    url = reverse("search:synonym-list")
    return {"url": url, "label": _("Wörter der Suche"), "icon": "search"}
