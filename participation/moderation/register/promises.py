"""The promised first look on pages of others; what waits, and what is done, today."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import slots
from commons.accounts import absences
from commons.accounts.visitors import visitor_for
from commons.followups import registry as today
from neighbourhood.deadlines import registry as deadlines
from participation.moderation.models import Moderated
from participation.moderation.queries.promises import first_look_at
from participation.moderation.queries.today import (
    decided_since,
    to_check,
    to_check_count,
)
from participation.moderation.rules import can_see_desk
from participation.moderation.services import promises
from participation.moderation.services.leases import release_all_of
from participation.moderation.services.queue import LIVE_GROUP


def register() -> None:
    today.register(
        "moderation.queue",
        _("Zu prüfen"),
        to_check,
        order=10,
        count=to_check_count,
        page=lambda: reverse("moderation:queue"),
        done=decided_since,
    )
    today.add_group(LIVE_GROUP, lambda user: can_see_desk(visitor_for(user)))
    deadlines.add_promise("moderation", promises.follow_lost)
    absences.on_begin("moderation", release_all_of)
    slots.fill(
        "first-look",
        template="moderation/_first_look.html",
        context=_first_look,
        query_budget=2,
    )


def _first_look(
    request: Any,  # noqa: ARG001 -- the same for all
    contribution: Moderated | None = None,
) -> dict[str, Any]:
    return {"first_look_on": first_look_at(contribution or None)}
