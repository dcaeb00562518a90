"""Claiming an item, renewing the claim, giving it up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.http import HttpRequest
from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from commons.requests import number_asked
from participation.moderation import services
from participation.moderation.models import QueueItem
from participation.moderation.queries import item as queries
from participation.moderation.views.desk import desk_visitor, require_moderator


@require_safe
def claim_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works on the item, or who decided: what a live page asks for."""
    return claim_part(request, desk_visitor(request), pk)


def claim_part(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    row = get_object_or_404(queries.item_with_claim(visitor, pk))
    require_moderator(visitor, row)
    decided = None if row.is_open else queries.last_decision_of(row)
    read = number_asked(request, "fassung")
    context = {
        "item": row,
        "decided": decided,
        "has_changed": read is not None and read < row.version,
    }
    return render(request, "moderation/_claim.html", context)


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Claim or renew; `uebernehmen` takes the item from whoever holds it."""
    visitor = desk_visitor(request)
    row = get_object_or_404(QueueItem.objects.visible_to(visitor), pk=pk)
    require_moderator(visitor, row)
    try:
        services.claim(row, by=visitor.account, take_over="uebernehmen" in request.POST)
    except RuleViolation as violation:
        if not request.htmx:
            messages.warning(request, str(violation.message))
    return claim_part(request, visitor, pk) if request.htmx else redirect(row)


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    visitor = desk_visitor(request)
    row = get_object_or_404(QueueItem.objects.visible_to(visitor), pk=pk)
    services.release(row, by=visitor.account)
    return redirect("moderation:queue")
