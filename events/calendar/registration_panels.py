"""What registering shows on the page of an event, and in the menu of an account."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from events.calendar import rules
from events.calendar.models import Event, Occurrence
from events.calendar.queries import registrations

Panel = Mapping[str, Any] | None


def on_event(request: HttpRequest, event: Event, occurrence: Occurrence) -> Panel:
    """Looks at the account, never at the session: others get the same page."""
    if not event.takes_registrations or occurrence.is_over:
        return None
    occurrence.event = event
    return {
        "occurrence": occurrence,
        "standing": registrations.standing(occurrence),
        "mine": registrations.mine(occurrence, request.visitor),
    }


def beside_event(request: HttpRequest, event: Event, occurrence: Occurrence) -> Panel:
    if not rules.can_manage(request.visitor, event):
        return None
    return {"event": event, "occurrence": occurrence}


def in_account_menu(request: HttpRequest | None) -> Panel:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not visitor.is_signed_in:
        return None
    url = reverse("calendar:registration-mine")
    return {"url": url, "label": _("Meine Anmeldungen"), "icon": "check"}
