"""The dates of one event: list, one more, moved, called off or held after all."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from events.calendar.forms.cancelling import CancelForm
from events.calendar.forms.moments import DateForm, moments_of
from events.calendar.models import Event
from events.calendar.queries.own import dates_of
from events.calendar.services import cancelling, moving, reinstating
from events.calendar.views.access import managed_date, managed_event, trail_to

Act = Callable[..., Any]


@never_cache
@require_safe
def event_dates(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    context = {"event": event, "dates": dates_of(event), "trail": trail_to(event)}
    return render(request, "calendar/event_dates.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_add(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    start = moments_of(event) | {"day": None, "last_day": None}
    form = DateForm(posted(request), initial=start)
    context = {"event": event, "title": _("Termin hinzufügen")}
    done = _("Der Termin ist eingetragen.")
    return _date_page(
        request,
        form,
        lambda: moving.add_occurrence(event, form.when, by=request.visitor.account),
        context | {"done": done},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_move(request: HttpRequest, pk: int) -> HttpResponse:
    date = managed_date(request, pk)
    start = moments_of(date) | {"place_text": date.place_text}
    form = DateForm(posted(request), initial=start)
    done = _("Der Termin ist verlegt. Wer angemeldet ist, erfährt davon.")
    context = {"event": date.event, "occurrence": date, "title": _("Termin verlegen")}
    return _date_page(
        request,
        form,
        lambda: moving.move_occurrence(date, form.when, by=request.visitor.account),
        context | {"done": done},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "event-date-cancel", pgettext_lazy("Veranstaltung", "Termin absagen"), CancelForm
)
def occurrence_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    date = managed_date(request, pk)
    form = CancelForm(posted(request))
    if form.is_valid():
        act = cancelling.cancel_occurrence
        return _called_off(request, date.event, act, date, form)
    context = {"event": date.event, "occurrence": date, "form": form}
    return _cancel_page(request, context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("event-cancel", gettext_lazy("Veranstaltung absagen"), CancelForm)
def event_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    form = CancelForm(posted(request))
    if form.is_valid():
        return _called_off(request, event, cancelling.cancel_event, event, form)
    return _cancel_page(request, {"event": event, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def occurrence_reinstate(request: HttpRequest, pk: int) -> HttpResponse:
    date = managed_date(request, pk)
    act = reinstating.reinstate_occurrence
    return _reinstate_page(request, date.event, act, date, {"occurrence": date})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_reinstate(request: HttpRequest, pk: int) -> HttpResponse:
    event = managed_event(request, pk)
    return _reinstate_page(request, event, reinstating.reinstate_event, event, {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once more, for it cannot be taken back."""
    event = managed_event(request, pk)
    if request.method == "POST":
        try:
            cancelling.withdraw(event, by=request.visitor.account)
        except RuleViolation as violation:
            messages.error(request, str(violation.message))
        else:
            messages.success(request, _("Die Ankündigung ist zurückgezogen."))
        return redirect("calendar:event-mine")
    context = {"event": event, "trail": trail_to(event)}
    return render(request, "calendar/event_withdraw.html", context)


def _called_off(
    request: HttpRequest, event: Event, act: Act, row: Any, form: CancelForm
) -> HttpResponse:
    try:
        act(row, reason=form.cleaned_data["reason"], by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        done = _("Abgesagt. Wer angemeldet ist, erfährt davon.")
        messages.success(request, done)
    return redirect(event)


def _reinstate_page(
    request: HttpRequest, event: Event, act: Act, row: Any, context: dict[str, Any]
) -> HttpResponse:
    """Asked once more, for everybody who is registered gets a mail."""
    if request.method != "POST":
        context |= {"event": event, "trail": trail_to(event)}
        return render(request, "calendar/event_reinstate.html", context)
    try:
        act(row, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        done = _("Die Absage ist zurückgenommen. Wer angemeldet ist, erfährt davon.")
        messages.success(request, done)
    return redirect(event)


def _cancel_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context["trail"] = trail_to(context["event"])
    status = 422 if context["form"].errors else 200
    return render(request, "calendar/event_cancel.html", context, status=status)


def _date_page(
    request: HttpRequest, form: DateForm, act: Act, context: dict[str, Any]
) -> HttpResponse:
    event: Event = context["event"]
    if form.is_valid():
        try:
            act()
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, context["done"])
            return redirect("calendar:event-dates", event.pk)
    context |= {"form": form, "trail": trail_to(event)}
    status = 422 if form.errors else 200
    return render(request, "calendar/occurrence_form.html", context, status=status)
