"""Preparing a room, opening and closing it, its rules and its agenda."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from events.live import rules
from events.live.forms.rooms import AgendaForm, HallForm, SettingsForm
from events.live.models import AgendaItem
from events.live.queries import finding
from events.live.services import agenda, rooms
from events.live.views import access


@require_POST
def room_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare the room of a date."""
    occurrence = finding.occurrence(pk, request.visitor)
    if occurrence is None:
        raise Http404
    if not rules.can_prepare(request.visitor, occurrence):
        raise PermissionDenied
    try:
        room = rooms.prepare(occurrence, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect(occurrence)
    return redirect("live:room-moderate", room.pk)


@require_POST
def room_open(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, rooms.open_room, _("Der Saal ist offen."))


@require_POST
def room_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _do(request, pk, rooms.close, _("Der Saal ist beendet."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules of the room."""
    seat = access.moderated(request, pk)
    form = SettingsForm(posted(request), instance=seat.room)
    if form.is_valid():
        rooms.change(seat.room, by=request.visitor.account, **form.cleaned_data)
        messages.success(request, _("Gespeichert."))
        return redirect("live:room-moderate", pk)
    context = {"form": form, "room": seat.room, "page_title": _("Regeln des Saals")}
    status = 422 if form.errors else 200
    return render(request, "live/room_edit.html", context, status=status)


@require_POST
def room_count(request: HttpRequest, pk: int) -> HttpResponse:
    seat = access.moderated(request, pk)
    form = HallForm(request.POST)
    if form.is_valid():
        people = form.cleaned_data["people"]
        rooms.count_hall(seat.room, people=people, by=request.visitor.account)
    else:
        messages.error(request, _("Bitte geben Sie eine Zahl bis 20.000 ein."))
    return redirect("live:room-moderate", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("room-agenda", gettext_lazy("Tagesordnung"), AgendaForm)
def agenda_edit(request: HttpRequest, pk: int) -> HttpResponse:
    seat = access.moderated(request, pk)
    points = "\n".join(seat.room.agenda.values_list("title", flat=True))
    form = AgendaForm(posted(request), initial={"points": points})
    if form.is_valid():
        agenda.write(seat.room, form.cleaned_data["points"], by=request.visitor.account)
        messages.success(request, _("Gespeichert."))
        return redirect("live:room-moderate", pk)
    context = {"form": form, "room": seat.room, "page_title": _("Tagesordnung")}
    status = 422 if form.errors else 200
    return render(request, "live/agenda_edit.html", context, status=status)


@require_POST
def agenda_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to this point of the agenda."""
    item = AgendaItem.objects.filter(pk=pk).first()
    if item is None:
        raise Http404
    access.moderated(request, item.room_id)
    agenda.go_to(item, by=request.visitor.account)
    return redirect("live:room-moderate", item.room_id)


def _do(
    request: HttpRequest, pk: int, act: Callable[..., Any], done: str
) -> HttpResponse:
    seat = access.moderated(request, pk)
    try:
        act(seat.room, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, done)
    return redirect("live:room-moderate", pk)
