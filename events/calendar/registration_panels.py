"""What registering shows on the page of an event, and in the menu of an account."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from events.calendar import rules
from events.calendar.models import Event, Occurrence
from events.calendar.queries import registrations
from events.calendar.queries.afterwards import story_of

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
    has_begun = occurrence.starts_at <= timezone.now()
    return {"event": event, "occurrence": occurrence, "has_begun": has_begun}


def in_account_menu(request: HttpRequest | None) -> Panel:
    visitor = getattr(request, "visitor", None)
    if visitor is None or not visitor.is_signed_in:
        return None
    url = reverse("calendar:registration-mine")
    return {"url": url, "label": _("Meine Anmeldungen"), "icon": "check"}


def afterwards(request: HttpRequest, event: Event, occurrence: Occurrence) -> Panel:
    """What came of it; before it has begun there is nothing to ask for."""
    if occurrence.starts_at > timezone.now():
        return None
    occurrence.event = event
    story = story_of(occurrence, request.visitor)
    if story is None:
        return None
    report_url = ""
    if story.aftermath.is_released and not rules.speaks_for(request.visitor, event):
        report_url = reverse("moderation:report-create", args=["event", event.pk])
    return {"story": story, "occurrence": occurrence, "report_url": report_url}
