"""What those who look after an event find beside it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from commons.accounts.http import HttpRequest
from events.calendar import rules
from events.calendar.models import Event, Occurrence
from events.calendar.queries.own import may_take_place_after_all
from events.calendar.services.announcing import CHANGEABLE
from participation.moderation.enums import Publication


def beside(
    request: HttpRequest | None,
    event: Event,
    occurrence: Occurrence,
) -> Mapping[str, Any] | None:
    if request is None or not rules.can_manage(request.visitor, event):
        return None
    is_asked = event.publication == Publication.CHANGES_REQUESTED
    may_change = event.publication in CHANGEABLE
    return {
        "event": event,
        "why": event.decision.text if is_asked and event.decision else "",
        "may_change": may_change and not event.is_cancelled,
        "may_cancel": event.is_public and not event.is_cancelled,
        "reinstate_url": _reinstate_url(event, occurrence),
    }


def _reinstate_url(event: Event, occurrence: Occurrence) -> str:
    """Where calling off what the page shows is taken back, or an empty string."""
    if event.is_cancelled:
        may = may_take_place_after_all(event)
        return reverse("calendar:event-reinstate", args=[event.pk]) if may else ""
    if not occurrence.is_cancelled or occurrence.has_begun or not event.is_public:
        return ""
    return reverse("calendar:occurrence-reinstate", args=[occurrence.pk])
