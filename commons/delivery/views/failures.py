"""What could not be sent, for the people who can do something about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST, require_safe

from commons.delivery import queries, rules, services
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.requests import VisitorRequest, number_asked


@require_safe
def delivery_list(request: VisitorRequest) -> HttpResponse:
    _require(rules.can_see_failures, request)
    before = number_asked(request, "vor")
    context = {
        "page": queries.failures(before=before),
        "is_first": before is None,
        "late": queries.late_count(),
    }
    return render(request, "delivery/delivery_list.html", context)


@require_POST
def delivery_retry(request: VisitorRequest, pk: int) -> HttpResponse:
    visitor = _require(rules.can_retry, request)
    delivery = get_object_or_404(Delivery, pk=pk)
    try:
        services.retry(delivery, by=visitor.account)
    except RuleViolation as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("Die Sendung geht noch einmal hinaus."))
    return redirect("delivery:delivery-list")


@require_POST
def delivery_retry_all(request: VisitorRequest) -> HttpResponse:
    visitor = _require(rules.can_retry, request)
    number = services.retry_all(by=visitor.account)
    words = ngettext(
        "%(number)d Sendung geht noch einmal hinaus.",
        "%(number)d Sendungen gehen noch einmal hinaus.",
        number,
    )
    messages.success(request, words % {"number": number})
    return redirect("delivery:delivery-list")


def _require(rule: Callable[[Any], bool], request: VisitorRequest) -> Any:
    visitor = request.visitor
    if not rule(visitor):
        raise PermissionDenied
    return visitor
