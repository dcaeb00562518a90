"""Choosing a filter of the queue, and keeping some by name."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commons.accounts.http import HttpRequest
from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from commons.requests import number_in
from participation.moderation.forms.filters import SaveFilterForm
from participation.moderation.forms.queue import QueueForm
from participation.moderation.models import SavedFilter
from participation.moderation.queries.wishes import EVERYTHING, Wish
from participation.moderation.services import filters
from participation.moderation.views.desk import desk_visitor, wish_of


@require_POST
def filter_apply(request: HttpRequest) -> HttpResponse:
    """Take on the filters of the form, one kept by name, or all but one."""
    visitor = desk_visitor(request)
    wish = _chosen(request, visitor)
    filters.remember(wish.kept(), by=visitor.account)
    return _queue(wish.address())


@require_POST
def filter_save(request: HttpRequest) -> HttpResponse:
    """Keep the filter of the address by a name."""
    visitor = desk_visitor(request)
    wish = wish_of(request, visitor)
    form = SaveFilterForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Bitte geben Sie dem Filter einen Namen."))
        return _queue(wish.address())
    try:
        filters.save(wish.kept(), by=visitor.account, **form.cleaned_data)
    except RuleViolation as violation:
        messages.warning(request, str(violation.message))
    else:
        name = form.cleaned_data["name"]
        messages.success(request, _("Gemerkt als „%(name)s“.") % {"name": name})
    return _queue(wish.address())


@require_POST
def filter_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the queue with this filter from now on, or no longer."""
    filters.start_with(_own(request, pk))
    return _queue(request.GET.urlencode())


@require_POST
def filter_delete(request: HttpRequest, pk: int) -> HttpResponse:
    filters.delete(_own(request, pk))
    return _queue(request.GET.urlencode())


def _chosen(request: HttpRequest, visitor: Visitor) -> Wish:
    if "gemerkt" in request.POST:
        pk = number_in(request.POST["gemerkt"]) or 0
        kept = QueryDict(_own(request, pk).query)
        return QueueForm(kept, visitor=visitor).wish
    if "ohne" in request.POST:
        return _without(wish_of(request, visitor), request.POST["ohne"])
    return replace(QueueForm(request.POST, visitor=visitor).wish, cursor="")


def _without(wish: Wish, part: str) -> Wish:
    """One part taken off; with a word that names none, all of them."""
    if part not in wish.narrowed_by:
        return Wish()
    unset: dict[str, Any] = {part: 0 if part == "since" else "", "cursor": ""}
    return replace(wish, **unset)


def _own(request: HttpRequest, pk: int) -> SavedFilter:
    visitor = desk_visitor(request)
    return get_object_or_404(SavedFilter.objects.named(), pk=pk, user=visitor.account)


def _queue(query: str) -> HttpResponseRedirect:
    return redirect(f"{reverse('moderation:queue')}?{query or EVERYTHING}")
