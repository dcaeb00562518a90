"""Saying that a hint is wrong, and the rules that learned from it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.http import HttpRequest
from participation.moderation import rules
from participation.moderation.models import Hint, HintRule, QueueItem
from participation.moderation.queries import hints as queries
from participation.moderation.queries.item import hints_of
from participation.moderation.services import hints
from participation.moderation.views.desk import (
    desk_trail,
    desk_visitor,
    require_moderator,
)


@require_POST
def hint_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a hint of an open item wrong; `stimmt` takes that back."""
    visitor = desk_visitor(request)
    items = QueueItem.objects.open().visible_to(visitor)
    hint = get_object_or_404(Hint.objects.select_related("item"), item__in=items, pk=pk)
    item = hint.item
    require_moderator(visitor, item)
    act = hints.unmark if "stimmt" in request.POST else hints.mark_wrong
    act(hint, by=visitor.account)
    if not request.htmx:
        return redirect(item)
    context = {"item": item, "hints": hints_of(item, visitor)}
    return render(request, "moderation/_hints.html", context)


@require_safe
def hint_rule_list(request: HttpRequest) -> HttpResponse:
    visitor = desk_visitor(request)
    context = {
        "trail": desk_trail(),
        "rules": queries.shown_rules(),
        "may_switch": rules.can_set_rules(visitor),
    }
    return render(request, "moderation/hint_rule_list.html", context)


@require_POST
def hint_rule_switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a rule speak as written again, or with `aus` silence it."""
    visitor = desk_visitor(request)
    if not rules.can_set_rules(visitor):
        raise PermissionDenied
    rule = get_object_or_404(HintRule, pk=pk)
    act = hints.switch_off if "aus" in request.POST else hints.switch_on
    act(rule, by=visitor.account)
    return redirect("moderation:hint-rule-list")
