from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.requests import VisitorRequest
from commons.search.rules import can_edit_synonyms


def menu_entry(request: VisitorRequest) -> dict[str, Any] | None:
    visitor = request.visitor
    if not can_edit_synonyms(visitor):
        return None
    url = reverse("search:synonym-list")
    return {"url": url, "label": _("Wörter der Suche"), "icon": "search"}
