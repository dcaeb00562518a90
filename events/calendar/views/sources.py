"""An actor's own calendar: try it out, look, connect, hold it, let it go."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.errors import RuleViolation
from events.calendar import source_rules as rules
from events.calendar.forms.sources import (
    ArrangeForm,
    LettingGoForm,
    TryForm,
    initial_of,
)
from events.calendar.models import CalendarSource
from events.calendar.queries import sources as queries
from events.calendar.services import sources

TRY_RATE, READ_RATE = "20/h", "10/h"
Trail = list[tuple[str, str]]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source_list(request: HttpRequest) -> HttpResponse:
    """The calendars of one's actors; a POST tries out one more."""
    if not rules.can_see_sources(request.visitor):
        raise PermissionDenied
    form = TryForm(
        posted(request), visitor=request.visitor, initial={"key": uuid.uuid4()}
    )
    if form.is_valid():
        try:
            return redirect(_tried(request, form))
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {
        "form": form,
        "sources": queries.sources_of(request.visitor),
        "may_connect": queries.connectable_for(request.visitor).exists(),
        "trail": _trail(),
    }
    status = 422 if form.errors else 200
    return render(request, "calendar/source_list.html", context, status=status)


def _tried(request: HttpRequest, form: TryForm) -> CalendarSource:
    guard.limit(request, "calendar-source", TRY_RATE)
    return sources.try_out(
        form.cleaned_data["actor"],
        form.cleaned_data["url"],
        draft_id=form.cleaned_data["key"],
        by=request.visitor.account,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Before it is connected: what would come in. After that: what came in."""
    source = _seen(request, pk)
    places = queries.places_of(source)
    may_change = rules.can_change(request.visitor, source)
    form = ArrangeForm(posted(request), places=places, initial=initial_of(source))
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid() and _arranged(request, source, form):
            return redirect(source)
    context = {
        "source": source,
        "form": form,
        "may_change": may_change,
        "may_hold": rules.can_hold(request.visitor, source),
        "left": queries.left_of(source),
        "events": [] if source.is_trial else queries.events_of(source),
        "coming": queries.coming_of(source, places),
        "counted": queries.summary_of(source),
        "trail": _trail(source_list=True),
    }
    template = "source_try.html" if source.is_trial else "source_show.html"
    status = 422 if form.errors else 200
    return render(request, f"calendar/{template}", context, status=status)


def _arranged(request: HttpRequest, source: CalendarSource, form: ArrangeForm) -> bool:
    act = sources.connect if source.is_trial else sources.change
    done = _("Gespeichert. Beim nächsten Abgleich steht alles am richtigen Ort.")
    if source.is_trial:
        done = _("Verbunden. In wenigen Minuten stehen die Veranstaltungen hier.")
    try:
        act(source, form.arrangement(), by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, done)
    return True


@require_POST
def source_pause(request: HttpRequest, pk: int) -> HttpResponse:
    source = _held(request, pk)
    done = _("Angehalten. Wir lesen den Kalender erst wieder, wenn Sie fortsetzen.")
    return _acted(request, source, sources.pause, done)


@require_POST
def source_resume(request: HttpRequest, pk: int) -> HttpResponse:
    source = _changed(request, pk)
    done = _("Fortgesetzt. Wir lesen den Kalender gleich.")
    return _acted(request, source, sources.resume, done)


@require_POST
def source_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Now, and not in half an hour."""
    source = _held(request, pk)
    try:
        guard.limit(request, "calendar-source-read", READ_RATE)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        sources.read_now(source)
        messages.success(request, _("Wir lesen den Kalender gleich."))
    return redirect(source)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def source_disconnect(request: HttpRequest, pk: int) -> HttpResponse:
    source = _held(request, pk)
    form = LettingGoForm(posted(request), initial={"events": LettingGoForm.STAY})
    if form.is_valid():
        keeps = form.keeps_events
        sources.disconnect(source, keeps_events=keeps, by=request.visitor.account)
        messages.success(request, _("Getrennt. Wir lesen diesen Kalender nicht mehr."))
        return redirect("calendar:source-list")
    context = {
        "source": source,
        "form": form,
        "trail": [*_trail(source_list=True), (str(source), source.get_absolute_url())],
    }
    status = 422 if form.errors else 200
    return render(request, "calendar/source_disconnect.html", context, status=status)


def _seen(request: HttpRequest, pk: int) -> CalendarSource:
    rows = CalendarSource.objects.visible_to(request.visitor)
    source: CalendarSource = get_object_or_404(
        rows.select_related("actor__region", "region"), pk=pk
    )
    return source


def _held(request: HttpRequest, pk: int) -> CalendarSource:
    source = _seen(request, pk)
    if not rules.can_hold(request.visitor, source):
        raise PermissionDenied
    return source


def _changed(request: HttpRequest, pk: int) -> CalendarSource:
    source = _seen(request, pk)
    if not rules.can_change(request.visitor, source):
        raise PermissionDenied
    return source


def _acted(
    request: HttpRequest, source: CalendarSource, act: Callable[..., Any], done: str
) -> HttpResponse:
    try:
        act(source, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, done)
    return redirect(source)


def _trail(*, source_list: bool = False) -> Trail:
    trail = [(_("Veranstaltungen"), reverse("calendar:event-list"))]
    if source_list:
        trail.append((_("Verbundene Kalender"), reverse("calendar:source-list")))
    return trail
