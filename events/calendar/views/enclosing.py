"""Pictures and papers of an event, on one page with three small forms."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons import guard
from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from events.calendar.forms.enclosing import PapersForm, PhotoForm, TakeOffForm
from events.calendar.models import Event
from events.calendar.models.enclosures import MOST_DOCUMENTS, MOST_PHOTOS
from events.calendar.queries.inviting import inviter_of
from events.calendar.services import enclosing
from events.calendar.views.access import managed_event, trail_to

FILE_RATE = "60/h"


@never_cache
@require_safe
def event_files(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    return _page(request, event, PhotoForm(), PapersForm())


@require_POST
def event_photo_add(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    form = PhotoForm(request.POST, request.FILES)

    def act() -> None:
        said = form.cleaned_data
        enclosing.add_photo(
            event, said["photo"], alt_text=said["alt_text"], by=request.visitor.account
        )

    if _done(request, form, act):
        return redirect("calendar:event-files", event.pk)
    return _page(request, event, form, PapersForm(), status=422)


@require_POST
def event_papers_add(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    form = PapersForm(request.POST, request.FILES)

    def act() -> None:
        uploads = form.cleaned_data["uploads"]
        enclosing.add_documents(event, uploads, by=request.visitor.account)

    if _done(request, form, act):
        return redirect("calendar:event-files", event.pk)
    return _page(request, event, PhotoForm(), form, status=422)


@require_POST
def event_files_remove(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    form = TakeOffForm(request.POST, event=event)

    def act() -> None:
        said = form.cleaned_data
        enclosing.take_off(
            event,
            photos=said["photos"],
            papers=said["papers"],
            by=request.visitor.account,
        )

    _done(request, form, act)
    return redirect("calendar:event-files", event.pk)


def _done(request: HttpRequest, form: Form, act: Callable[[], None]) -> bool:
    if not form.is_valid():
        return False
    try:
        guard.limit(request, "event-file", FILE_RATE)
        act()
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Gespeichert."))
    return True


def _page(
    request: HttpRequest,
    event: Event,
    photo_form: PhotoForm,
    papers_form: PapersForm,
    *,
    status: int = 200,
) -> HttpResponse:
    photos = list(event.photos.select_related("stored_file"))
    papers = list(event.documents.select_related("stored_file"))
    context = {
        "event": event,
        "photos": photos,
        "papers": papers,
        "photo_form": photo_form if len(photos) < MOST_PHOTOS else None,
        "papers_form": papers_form if len(papers) < MOST_DOCUMENTS else None,
        "is_trusted": inviter_of(event).is_trusted,
        "trail": trail_to(event),
    }
    return render(request, "calendar/event_files.html", context, status=status)
