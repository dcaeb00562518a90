"""The organiser's side: who comes, who is there, what is asked of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import secretive
from commons.tables import csv_response
from events.calendar.forms import participants as forms
from events.calendar.models import Event, Occurrence, Registration
from events.calendar.queries import participants
from events.calendar.queries.registrations import standing
from events.calendar.services import checking_in, fields, handing_out, leaving, opening
from events.calendar.views.access import managed_date, managed_event
from events.calendar.views.doors import managed_registration
from events.calendar.views.registering import trail


@never_cache
@require_safe
def registration_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Names, heads and answers; addresses are in the file alone."""
    occurrence = managed_date(request, pk)
    find = forms.FindForm(request.GET)
    named = find.cleaned_data["q"] if find.is_valid() else ""
    context = {
        **_list_context(occurrence, named=named),
        "find": find,
        "named": named,
        "standing": standing(occurrence),
    }
    return render(request, "calendar/registration_list.html", context)


@never_cache
@require_safe
def registration_print(request: HttpRequest, pk: int) -> HttpResponse:
    """For the table at the entrance: a box to tick for everybody."""
    context = _list_context(managed_date(request, pk))
    return render(request, "calendar/registration_print.html", context)


@require_POST
def registration_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """With the addresses; who took it is written down."""
    occurrence = managed_date(request, pk)
    handing_out.take(occurrence, by=request.visitor.account)
    people = participants.participants_of(occurrence)
    header, rows = participants.table_of(people)
    return csv_response(f"teilnehmende-{occurrence.pk}.csv", header, rows)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_check_in(request: HttpRequest, pk: int, ticket: str) -> HttpResponse:
    """What the QR code of a ticket opens on the organiser's phone."""
    occurrence = managed_date(request, pk)
    row = checking_in.by_ticket(occurrence, ticket)
    if row is None:
        raise Http404
    form = forms.CameForm(posted(request))
    if form.is_valid():
        came = form.cleaned_data["came"]
        _acted(request, lambda: _here(request, row, came), _("Eingetragen."))
        return redirect("calendar:registration-check-in", occurrence.pk, ticket)
    context = {
        "registration": row,
        "occurrence": occurrence,
        "heads": range(1, row.party + 1),
        "trail": trail(occurrence),
    }
    status = 422 if form.errors else 200
    page = render(request, "calendar/registration_door.html", context, status=status)
    return secretive(page)


@require_POST
def registration_tick(request: HttpRequest, pk: int) -> HttpResponse:
    """By hand, from the list: is here, or is not after all."""
    row = managed_registration(request, pk)
    form = forms.CameForm(request.POST)
    came = form.cleaned_data["came"] if form.is_valid() else None
    if "zurueck" in request.POST:
        by = request.visitor.account
        _acted(request, lambda: checking_in.undo(row, by=by), _("Zurückgenommen."))
    else:
        _acted(request, lambda: _here(request, row, came), _("Eingetragen."))
    return _back_to_list(row.occurrence_id, f"anmeldung-{row.pk}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike somebody off; they are told, and the seat goes on."""
    row = managed_registration(request, pk)
    if request.method == "POST":
        by = request.visitor.account
        done = _("Abgemeldet. Die Person bekommt eine Mail.")
        _acted(request, lambda: leaving.dismiss(row, by=by), done)
        return _back_to_list(row.occurrence_id)
    context = {"registration": row, "trail": trail(row.occurrence)}
    return render(request, "calendar/registration_dismiss.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("registration-fields", gettext_lazy("Fragen zur Anmeldung"), forms.NAMES)
def registration_fields(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    questions = list(event.registration_fields.all())
    form = forms.QuestionsForm(posted(request), questions=questions)
    if form.is_valid():
        try:
            fields.save(event, form.wanted, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Die Fragen stehen jetzt im Formular."))
            return redirect("calendar:registration-fields", event.pk)
    here = [
        (_("Veranstaltungen"), reverse("calendar:event-list")),
        (event.title, event.get_absolute_url()),
    ]
    context = {"event": event, "form": form, "trail": here}
    status = 422 if form.errors else 200
    return render(request, "calendar/registration_fields.html", context, status=status)


@require_POST
def registration_open(request: HttpRequest, pk: int) -> HttpResponse:
    return _turned(request, pk, opening.reopen, _("Die Anmeldung ist offen."))


@require_POST
def registration_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _turned(request, pk, opening.close, _("Die Anmeldung ist geschlossen."))


def _turned(
    request: HttpRequest, pk: int, act: Callable[..., Event], done: str
) -> HttpResponse:
    event = managed_event(request, pk)
    by = request.visitor.account
    _acted(request, lambda: act(event, by=by), done)
    return redirect(event)


def _list_context(occurrence: Occurrence, *, named: str = "") -> dict[str, Any]:
    return {
        "occurrence": occurrence,
        "event": occurrence.event,
        "people": participants.participants_of(occurrence, named=named),
        "trail": trail(occurrence),
    }


def _here(request: HttpRequest, row: Registration, came: int | None) -> Registration:
    return checking_in.check_in(row, by=request.visitor.account, came=came)


def _acted(request: HttpRequest, act: Callable[[], Any], done: str) -> None:
    try:
        act()
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, done)


def _back_to_list(occurrence_id: int, anchor: str = "") -> HttpResponse:
    here = reverse("calendar:registration-list", args=[occurrence_id])
    return redirect(f"{here}#{anchor}" if anchor else here)
