"""Which events and dates a page may be about: 404 if unseen, 403 if not one's own."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from events.calendar import rules
from events.calendar.models import Event, Occurrence

BODIES = ("region", "actor", "network", "department", "planning_area", "decision")
Trail = list[tuple[str, str]]


def managed_event(request: HttpRequest, pk: int) -> Event:
    rows = Event.objects.select_related(*BODIES).visible_to(request.visitor)
    event = rows.filter(pk=pk).first()
    if event is None:
        raise Http404
    _require_management(request, event)
    return event


def managed_date(request: HttpRequest, pk: int) -> Occurrence:
    rows = Occurrence.objects.visible_to(request.visitor)
    related = [f"event__{name}" for name in BODIES]
    date = rows.select_related(*related).filter(pk=pk).first()
    if date is None:
        raise Http404
    _require_management(request, date.event)
    return date


def _require_management(request: HttpRequest, event: Event) -> None:
    if not rules.can_manage(request.visitor, event):
        raise PermissionDenied


def trail_to(event: Event | None = None) -> Trail:
    trail = [(_("Veranstaltungen"), reverse("calendar:event-list"))]
    if event is not None:
        trail.append((event.title, event.get_absolute_url()))
    return trail
