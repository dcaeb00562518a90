"""What the case pages show on pages of lower apps: the way to them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.casework import rules
from participation.ideas.models import Idea


def board_menu(request: HttpRequest | None) -> Mapping[str, Any] | None:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_see_board(visitor):
        return None
    url = reverse("casework:board")
    return {"url": url, "label": _("Offene Vorgänge"), "icon": "list"}


def case_link(request: HttpRequest | None, idea: Any) -> Mapping[str, Any] | None:
    """The way to the whole case, wherever the SPK sees a part of it."""
    visitor = getattr(request, "visitor", None)
    if visitor is None or not isinstance(idea, Idea):
        return None
    if not rules.can_see_case(visitor, idea):
        return None
    return {"url": reverse("casework:case-show", args=[idea.number]), "idea": idea}


def amt_file(
    request: HttpRequest | None,  # noqa: ARG001 -- who sees the page may have it
    referral: Any,
) -> Mapping[str, Any]:
    return {"create_url": reverse("casework:amt-file-create", args=[referral.pk])}


def today_entry(request: HttpRequest | None, number: str) -> Mapping[str, Any] | None:
    """From a row of "Heute" to the whole case; the row itself leads to the task."""
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_see_board(visitor):
        return None
    return {"url": reverse("casework:case-show", args=[number])}
