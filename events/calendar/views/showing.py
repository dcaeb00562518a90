"""The page of an event, and one Termin as a file."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.calendars import calendar_response
from commons.pagecache import cached_page, share_nothing
from commons.requests import number_asked, public
from events.calendar import addresses, calendars, structured
from events.calendar.models import Event, Occurrence
from events.calendar.queries import feeds, showing
from events.calendar.queries.generations import of_page
from participation.moderation.enums import Publication

GONE = frozenset({Publication.REMOVED, Publication.WITHDRAWN})


@public
@require_safe
@cached_page(
    generations=lambda _request, pk, slug="": of_page(pk),  # noqa: ARG005 -- the view's arguments
    parameters=(addresses.TERMIN,),
)
def event_show(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """An event at its next Termin, or at the one that the address names."""
    event = showing.by_pk(pk, request.visitor)
    if event is None:
        return _gone(request, pk)
    if slug != event.slug:
        return redirect(event, permanent=True)
    asked = number_asked(request, addresses.TERMIN)
    page = showing.page_of(event, asked, request.visitor)
    if page is None:
        if asked is None:
            raise Http404
        return redirect(event)
    if not event.is_public:
        share_nothing(request)
    context = {
        "event": event,
        "page": page,
        "occurrence": page.occurrence,
        "trail": [(_("Veranstaltungen"), reverse("calendar:event-list"))],
        "status": structured.status_of(page.occurrence),
        "mode": structured.mode_of(event),
    }
    return render(request, "calendar/event_show.html", context)


@public
@never_cache
@require_safe
def occurrence_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Short and for good, as calendar files name it: leads to the event's page."""
    return redirect(addresses.address_of(_visible(request, pk)))


@public
@never_cache
@require_safe
def occurrence_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    occurrence = _visible(request, pk)
    rows = feeds.single(occurrence)
    content = calendars.file_of(rows, name="")
    return calendar_response(content, f"termin-{occurrence.pk}.ics")


@public
@never_cache
@require_safe
def occurrence_data(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for machines (schema.org)."""
    occurrence = feeds.single(_visible(request, pk))[0]
    content = json.dumps(structured.as_json(occurrence), ensure_ascii=False)
    return HttpResponse(content, content_type=f"{structured.MIME}; charset=utf-8")


def _visible(request: HttpRequest, pk: int) -> Occurrence:
    occurrence = showing.occurrence_by_pk(pk, request.visitor)
    if occurrence is None:
        raise Http404
    return occurrence


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """410 for what was public once, 404 for all else."""
    gone = Event.objects.filter(pk=pk, publication__in=GONE)
    if gone.filter(published_at__isnull=False).exists():
        return render(request, "410.html", status=410)
    raise Http404
