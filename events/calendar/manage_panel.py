"""What those who look after an event find beside it."""

from collections.abc import Mapping
from typing import Any

from commons.accounts.http import HttpRequest
from events.calendar import rules
from events.calendar.models import Event, Occurrence
from events.calendar.services.announcing import CHANGEABLE
from participation.moderation.enums import Publication


def beside(
    request: HttpRequest | None,
    event: Event,
    occurrence: Occurrence,  # noqa: ARG001 -- the slot's, for others
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
    }
