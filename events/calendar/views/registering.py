"""Registering for a date, with an account at once, without one by a mailed code."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from events.calendar import addresses, keys
from events.calendar.forms import registering as forms
from events.calendar.models import Occurrence, Registration
from events.calendar.queries import registrations
from events.calendar.registration_states import RegistrationState
from events.calendar.services import proving, registering
from events.calendar.services.proving import Answer
from events.calendar.views.doors import visible_date

REGISTER_RATE = "30/h"
CODE_RATE = "20/h"
# As for ideas: many may stand behind one address, and a code ends after five tries.
TRY_RATE = "400/h"
BEGUN = "calendar_begun"
MOST_BEGUN = 10


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "event-registration", gettext_lazy("Anmeldung zu einer Veranstaltung"), forms.NAMES
)
def occurrence_register(request: HttpRequest, pk: int) -> HttpResponse:
    occurrence = visible_date(request, pk)
    if known := registrations.mine(occurrence, request.visitor):
        return redirect(known)
    form = _form(request, occurrence)
    if form.is_valid():
        try:
            return _taken_in(request, occurrence, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {
        "form": form,
        "occurrence": occurrence,
        "event": occurrence.event,
        "standing": registrations.standing(occurrence),
        "trail": trail(occurrence),
    }
    status = 422 if form.errors else 200
    return render(request, "calendar/occurrence_register.html", context, status=status)


def trail(occurrence: Occurrence) -> list[tuple[str, str]]:
    """The way here, for the breadcrumb."""
    event = occurrence.event
    return [
        (_("Veranstaltungen"), reverse("calendar:event-list")),
        (event.title, addresses.address_of(occurrence)),
    ]


def _form(request: HttpRequest, occurrence: Occurrence) -> forms.EntryForm:
    event = occurrence.event
    given = posted(request)
    questions = list(event.registration_fields.all())
    initial = {"key": uuid.uuid4(), "party": 1}
    if not request.visitor.is_signed_in:
        return forms.GuestForm(
            given, request=request, event=event, questions=questions, initial=initial
        )
    initial["name"] = request.visitor.account.display_name
    return forms.EntryForm(given, event=event, questions=questions, initial=initial)


def _taken_in(
    request: HttpRequest, occurrence: Occurrence, form: forms.EntryForm
) -> HttpResponse:
    key = form.cleaned_data["key"]
    if not request.visitor.is_signed_in:
        guard.limit(request, "event-code", CODE_RATE)
        begun = registering.begin(occurrence, form.entry, draft_id=key)
        _remember(request, begun.draft_id)
        return redirect("calendar:registration-code", begun.draft_id)
    guard.limit(request, "event-registration", REGISTER_RATE)
    account = request.visitor.account
    row = registering.register(occurrence, form.entry, draft_id=key, by=account)
    _say(request, row)
    return redirect(row)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration_code(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Only in the browser that began it; the key alone shows nothing."""
    row = _begun(request, key)
    form = forms.CodeForm(posted(request))
    if form.is_valid():
        try:
            guard.limit(request, "event-code-try", TRY_RATE, per=guard.Per.NETWORK)
            answer, standing = proving.prove(key, form.cleaned_data["code"])
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            if answer is Answer.RIGHT and standing is not None:
                keys.open_for(request, standing)
                _say(request, standing)
                return redirect(standing)
            form.add_error("code", str(proving.REFUSALS[answer]))
    context = {"form": form, "row": row, "trail": trail(row.occurrence), "key": key}
    status = 422 if form.errors else 200
    return render(request, "calendar/registration_code.html", context, status=status)


@public
@require_POST
def registration_resend(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    _begun(request, key)
    try:
        guard.limit(request, "event-code", CODE_RATE)
        registering.resend(key)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Der neue Code ist unterwegs."))
    return redirect("calendar:registration-code", key)


def _remember(request: HttpRequest, key: uuid.UUID) -> None:
    begun = [one for one in request.session.get(BEGUN, []) if one != str(key)]
    request.session[BEGUN] = [*begun, str(key)][-MOST_BEGUN:]


def _begun(request: HttpRequest, key: uuid.UUID) -> Registration:
    row = registering.newest(key) if str(key) in _keys(request) else None
    if row is None:
        raise Http404
    return row


def _keys(request: HttpRequest) -> list[str]:
    return list(request.session.get(BEGUN, []))


def _say(request: HttpRequest, row: Registration) -> None:
    words = pgettext("Veranstaltung", "Sie sind angemeldet.")
    if row.state == RegistrationState.WAITING:
        words = _(
            "Sie stehen auf der Warteliste. Wir schreiben, wenn ein Platz frei ist."
        )
    messages.success(request, words)
