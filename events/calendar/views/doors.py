"""Who comes in where: a date, a registration, a list; not visible is 404."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from commons.accounts.http import HttpRequest
from events.calendar import rules
from events.calendar.models import Occurrence, Registration
from events.calendar.queries.registrations import may_be_read

BODIES = ("region", "actor", "network", "department")


def visible_date(request: HttpRequest, pk: int) -> Occurrence:
    rows = Occurrence.objects.visible_to(request.visitor)
    related = rows.select_related("event", *(f"event__{name}" for name in BODIES))
    found: Occurrence = get_object_or_404(related, pk=pk)
    return found


def own_registration(request: HttpRequest, pk: int) -> Registration:
    """One's own, by the account or by the key of a mail; others' are not there."""
    found = _registration(pk)
    if found is None or not may_be_read(found, request.visitor, request):
        raise Http404
    return found


def managed_registration(request: HttpRequest, pk: int) -> Registration:
    """One of an event that the visitor looks after; of others it is not there."""
    seen = Registration.objects.visible_to(request.visitor).filter(pk=pk)
    found = _registration(pk) if seen.exists() else None
    if found is None:
        raise Http404
    if not rules.can_manage(request.visitor, found.occurrence.event):
        raise PermissionDenied
    return found


def _registration(pk: int) -> Registration | None:
    rows = Registration.objects.select_related(
        "user", "occurrence__event", *(f"occurrence__event__{name}" for name in BODIES)
    )
    return rows.filter(pk=pk).first()
