"""Announcing an event, changing it, and what one looks after."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import number_asked
from commons.spoken import day_in_words
from events.calendar import rules
from events.calendar.forms import initial
from events.calendar.forms.announcing import EventEditForm, EventForm
from events.calendar.forms.sources import hold
from events.calendar.models import Event
from events.calendar.queries.inviting import inviter_of, inviters_for
from events.calendar.queries.own import managed_events
from events.calendar.services import announcing, held
from events.calendar.source_rules import can_see_sources
from events.calendar.views.access import managed_event, trail_to
from participation.moderation.queries.promises import first_look_at

EVENT_RATE = "30/h"
BEFORE = "vor"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("event", gettext_lazy("Veranstaltung ankündigen"), EventForm)
def event_create(request: HttpRequest) -> HttpResponse:
    """Who may speak for nobody reads how to get there."""
    inviters = inviters_for(request.visitor)
    if not inviters:
        context = {"trail": trail_to()}
        status = 403 if request.method == "POST" else 200
        return render(request, "calendar/event_nobody.html", context, status=status)
    start = {"key": uuid.uuid4(), "inviter": inviters[0].key}
    form = EventForm(posted(request), inviters=inviters, initial=start)
    if form.is_valid():
        try:
            return _announced(request, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = _form_context(form) | {"trail": trail_to()}
    status = 422 if form.errors else 200
    return render(request, "calendar/event_create.html", context, status=status)


def _announced(request: HttpRequest, form: EventForm) -> HttpResponse:
    guard.limit(request, "event", EVENT_RATE)
    event = announcing.announce(
        form.content(),
        inviter=form.chosen,
        by=request.visitor.account,
        draft_id=form.cleaned_data["key"],
    )
    messages.success(request, _told(event))
    if event.is_series:
        return redirect("calendar:event-dates", event.pk)
    return redirect(event)


def _told(event: Event) -> str:
    if event.is_public:
        count = event.occurrences.count()
        words = ngettext(
            "Die Veranstaltung steht jetzt im Kalender.",
            "Die Veranstaltung steht jetzt mit %(count)s Terminen im Kalender.",
            count,
        )
        return words % {"count": count}
    words = _(
        "Danke. Wir lesen die Ankündigung bis zum %(day)s, dann steht sie im "
        "Kalender. Wir sagen Ihnen Bescheid."
    )
    return words % {"day": day_in_words(first_look_at(event))}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "event-edit",
    gettext_lazy("Veranstaltung ändern"),
    EventEditForm,
    without=("version",),
)
def event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    start = initial.of_event(event)
    form = EventEditForm(posted(request), rule=event.rrule, initial=start)
    is_held = held.is_held(event)
    if is_held:
        hold(form, with_place=held.is_placed(event))
    if form.is_valid() and (changed := _changed(request, event, form)):
        messages.success(request, _told_change(changed))
        return redirect(changed)
    context = _form_context(form) | {
        "event": event,
        "is_held": is_held,
        "is_trusted": inviter_of(event).is_trusted,
        "trail": trail_to(event),
    }
    status = 422 if form.errors else 200
    return render(request, "calendar/event_edit.html", context, status=status)


def _changed(request: HttpRequest, event: Event, form: EventEditForm) -> Event | None:
    """The event as it is now; None where the form says why not."""
    try:
        return announcing.change(
            event,
            form.content(),
            version=form.cleaned_data["version"],
            by=request.visitor.account,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return None


def _told_change(event: Event) -> str:
    if not event.is_public:
        return _("Danke. Wir lesen die neue Fassung, dann ist sie zu sehen.")
    if event.takes_registrations:
        return _("Gespeichert. Was für Angemeldete wichtig ist, haben wir verschickt.")
    return _("Gespeichert.")


@never_cache
@require_safe
def event_mine(request: HttpRequest) -> HttpResponse:
    managed = managed_events(request.visitor, before=number_asked(request, BEFORE))
    context = {
        "managed": managed,
        "may_announce": rules.can_propose(request.visitor),
        "may_connect": can_see_sources(request.visitor),
        "trail": trail_to(),
        "before": BEFORE,
    }
    return render(request, "calendar/event_mine.html", context)


def _form_context(form: EventForm) -> dict[str, Any]:
    return {"form": form, "tile_url": settings.TILE_URL}
