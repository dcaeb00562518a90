"""Claiming an item, renewing the claim, giving it up, asking for it."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.http import HttpRequest
from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.clock import moment_of
from commons.errors import RuleViolation
from commons.requests import number_asked
from participation.moderation import services
from participation.moderation.models import QueueItem
from participation.moderation.queries import claims, item as queries
from participation.moderation.services import asking
from participation.moderation.views.desk import desk_visitor, require_moderator


@require_safe
def claim_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Who works on the item, or who decided: what a live page asks for."""
    return claim_part(request, desk_visitor(request), pk)


def claim_part(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    row = get_object_or_404(claims.item_with_claim(visitor, pk))
    require_moderator(visitor, row)
    decided = None if row.is_open else queries.last_decision_of(row)
    read = number_asked(request, "fassung")
    context = {
        "item": row,
        "decided": decided,
        "has_changed": read is not None and read < row.version,
        "has_lost_it": "hatte" in request.GET,
        "claim": claims.claim_of(row, visitor),
    }
    return render(request, "moderation/_claim.html", context)


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Claim or renew."""
    return _changed(request, pk, lambda row, who: services.claim(row, by=who))


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the item back; `bis` comes from a page that is just left."""
    visitor = desk_visitor(request)
    row = get_object_or_404(QueueItem.objects.visible_to(visitor), pk=pk)
    known = request.POST.get("bis")
    if known is None:
        services.release(row, by=visitor.account)
        return redirect("moderation:queue")
    if (until := _moment(known)) is not None:
        services.release(row, by=visitor.account, known_until=until)
    return HttpResponse(status=204)


@require_POST
def claim_ask(request: HttpRequest, pk: int) -> HttpResponse:
    return _changed(request, pk, lambda row, who: asking.ask(row, by=who))


@require_POST
def claim_give(request: HttpRequest, pk: int) -> HttpResponse:
    return _changed(request, pk, lambda row, who: asking.give(row, by=who))


@require_POST
def claim_keep(request: HttpRequest, pk: int) -> HttpResponse:
    return _changed(request, pk, lambda row, who: asking.keep(row, by=who))


@require_POST
def claim_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    return _changed(request, pk, lambda row, who: asking.take_over(row, by=who))


def _changed(
    request: HttpRequest, pk: int, act: Callable[[QueueItem, User], object]
) -> HttpResponse:
    """Do it and show how the claim stands; a page without script is drawn anew."""
    visitor = desk_visitor(request)
    row = get_object_or_404(QueueItem.objects.visible_to(visitor), pk=pk)
    require_moderator(visitor, row)
    try:
        act(row, visitor.account)
    except RuleViolation as violation:
        if not request.htmx:
            messages.warning(request, str(violation.message))
    return claim_part(request, visitor, pk) if request.htmx else redirect(row)


def _moment(written: str) -> datetime | None:
    try:
        return moment_of(written)
    except ValueError:
        return None
