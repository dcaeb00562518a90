"""A person's own registration: what stands, and what they can do about it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import qr
from commons.accounts.http import HttpRequest, posted
from commons.accounts.models import User
from commons.calendars import calendar_response
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.links.views import link_page
from commons.requests import public, secretive
from events.calendar import calendars, keys, openness
from events.calendar.forms import registering as forms
from events.calendar.models import Registration
from events.calendar.queries import feeds, participants, registrations
from events.calendar.registration_states import RegistrationState
from events.calendar.services import changing, leaving, offers
from events.calendar.tickets import ticket_of
from events.calendar.views.doors import own_registration
from events.calendar.views.registering import trail


@public
@require_http_methods(["GET", "HEAD", "POST"])
def registration_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mails; scanners open links, so only a button lets in."""

    def page_of(link: SignedLink) -> str:
        return reverse("calendar:registration-show", args=[link.target_id])

    return link_page(
        request,
        token,
        purpose=keys.DOOR.purpose,
        destination=page_of,
        template="calendar/registration_link.html",
    )


@public
@never_cache
@require_safe
def registration_show(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_registration(request, pk)
    occurrence = row.occurrence
    goes_on = openness.goes_on(occurrence, timezone.now())
    context = {
        "registration": row,
        "occurrence": occurrence,
        "event": occurrence.event,
        "place": registrations.place_of(row),
        "answers": participants.answers_of(row),
        "online_url": participants.online_url_of(row),
        "can_accept": row.state == RegistrationState.OFFERED and goes_on,
        "can_change": row.is_live and goes_on,
        "has_ticket": row.state == RegistrationState.HELD and not row.is_past,
        "trail": trail(occurrence),
    }
    return secretive(render(request, "calendar/registration_show.html", context))


@public
@require_POST
def registration_accept(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("Der Platz gehört Ihnen. Wir freuen uns auf Sie.")
    return _done(request, pk, offers.accept, done)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once more: the seat goes to somebody else at once."""
    row = own_registration(request, pk)
    if request.method == "POST":
        done = _("Sie sind abgemeldet. Danke, dass Sie Bescheid sagen.")
        return _done(request, pk, leaving.cancel, done)
    context = {
        "registration": row,
        "occurrence": row.occurrence,
        "trail": trail(row.occurrence),
    }
    return secretive(render(request, "calendar/registration_cancel.html", context))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("registration-change", gettext_lazy("Anmeldung ändern"), forms.NAMES)
def registration_change(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_registration(request, pk)
    event = row.occurrence.event
    form = forms.ChangeForm(
        posted(request),
        event=event,
        questions=list(event.registration_fields.all()),
        registration=row,
    )
    if form.is_valid() and _is_changed(request, row, form):
        messages.success(request, _("Geändert."))
        return redirect(row)
    context = {
        "form": form,
        "registration": row,
        "occurrence": row.occurrence,
        "trail": trail(row.occurrence),
    }
    status = 422 if form.errors else 200
    page = render(request, "calendar/registration_change.html", context, status=status)
    return secretive(page)


def _is_changed(
    request: HttpRequest, row: Registration, form: forms.ChangeForm
) -> bool:
    """Whether it was; else the form says why not."""
    try:
        changing.change(row, form.entry, by=_account(request))
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    return True


@public
@never_cache
@require_safe
def registration_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """For one's own calendar; whoever waits has it as a date that is not sure."""
    row = own_registration(request, pk)
    dates = feeds.single(row.occurrence)
    waiting = [] if row.state == RegistrationState.HELD else [row.occurrence_id]
    content = calendars.file_of(dates, name="", waiting=waiting)
    return secretive(calendar_response(content, f"termin-{row.occurrence_id}.ics"))


@public
@never_cache
@require_safe
def registration_ticket(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code for the door: opens the organiser's page, and nothing for others."""
    row = own_registration(request, pk)
    if row.state != RegistrationState.HELD:
        raise Http404
    here = [row.occurrence_id, ticket_of(row)]
    address = settings.BASE_URL + reverse("calendar:registration-check-in", args=here)
    return secretive(HttpResponse(qr.png(address), content_type="image/png"))


@require_safe
def registration_mine(request: HttpRequest) -> HttpResponse:
    """What somebody is registered for, and was."""
    context = {"mine": participants.of_person(request.visitor.account)}
    return render(request, "calendar/registration_mine.html", context)


def _done(
    request: HttpRequest, pk: int, act: Callable[..., Any], done: str
) -> HttpResponse:
    row = own_registration(request, pk)
    try:
        act(row, by=_account(request))
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, done)
    return redirect(row)


def _account(request: HttpRequest) -> User | None:
    """None for whoever holds the key of the mail."""
    return request.visitor.account if request.visitor.is_signed_in else None
