"""What lies with a department: shown on its page, and moved along when it ends."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons import slots
from commons.clock import berlin_today
from commons.delivery import outcomes as delivery_outcomes, renderers as delivery
from neighbourhood.departments import following
from neighbourhood.departments.models import Department
from participation.moderation.rules import can_see_desk
from participation.referrals.queries import succeeding as queries
from participation.referrals.renderers import succeeding as renderers
from participation.referrals.services import outcomes, succeeding


def register() -> None:
    following.on_merged(succeeding.follow, preview=queries.moving)
    following.holds(queries.open_by_department)
    delivery.register(
        succeeding.RENDERER, renderers.moved, label=_("Übergabe an das neue Amt")
    )
    delivery_outcomes.register(
        succeeding.RENDERER,
        on_sent=outcomes.mark_sent,
        on_failed=outcomes.mark_failed,
        on_readdressed=outcomes.follow_address,
    )
    slots.fill(
        "department",
        template="referrals/_department_load.html",
        context=_load,
        query_budget=1,
    )


def _load(
    request: HttpRequest | None, department: Department
) -> Mapping[str, Any] | None:
    """For the SPK, and for those who answer for the department."""
    visitor = getattr(request, "visitor", None)
    if visitor is None or not department.takes_referrals:
        return None
    is_member = department.pk in visitor.department_ids
    if not is_member and not can_see_desk(visitor):
        return None
    return {
        "load": queries.load_of(department, berlin_today()),
        "limit": department.open_limit,
        "is_member": is_member,
    }
