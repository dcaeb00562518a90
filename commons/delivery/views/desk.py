"""Who may open letters and calls, and which."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from commons.delivery import rules
from commons.delivery.enums import Channel
from commons.delivery.models import Delivery
from commons.delivery.queries import by_hand
from commons.errors import RuleViolation
from commons.requests import VisitorRequest


def allowed(rule: Callable[[Any], bool], request: VisitorRequest) -> Any:
    """The visitor, if the rule lets them."""
    if not rule(request.visitor):
        raise PermissionDenied
    return request.visitor


def hander_over(request: VisitorRequest) -> Any:
    """The visitor, if they post letters and make calls at all."""
    return allowed(rules.can_hand_over, request)


def found(request: VisitorRequest, channel: Channel, pk: int) -> Delivery:
    rows = by_hand.for_desk(hander_over(request), channel)
    return get_object_or_404(rows.select_related("print_run"), pk=pk)


@contextmanager
def refusals_told(request: VisitorRequest) -> Iterator[None]:
    """What a service refuses is said on the next page; the view goes on there."""
    try:
        yield
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
