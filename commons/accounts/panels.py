"""Where absences show themselves on pages of others."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts import rules
from commons.accounts.queries.absences import away_today

Panel = Mapping[str, Any] | None


def away(request: Any) -> Panel:
    """Who is not there today, and who does their work; one query."""
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.works_here(visitor):
        return None
    everyone = away_today()
    if not everyone:
        return None
    mine = [each for each in everyone if each.absence.user_id == visitor.user_id]
    return {
        "away": [each for each in everyone if each not in mine],
        "own": mine[0] if mine else None,
        "visitor_id": visitor.user_id,
    }


def absences_menu(request: Any) -> Panel:
    if not rules.works_here(request.visitor):
        return None
    url = reverse("accounts:absence-own")
    return {"url": url, "label": _("Abwesenheit"), "icon": "leave"}


def absences_page() -> str:
    return reverse("accounts:absence-list")
