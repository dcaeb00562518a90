"""The plan of a week, asking for a time, and what becomes of it."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from participation.actors.forms.speaking import offer_speaking
from participation.actors.models import Actor
from participation.pool import rules
from participation.pool.forms import booking as forms
from participation.pool.forms.calendars import WeekForm
from participation.pool.models import Booking, Offer
from participation.pool.queries import calendar, listing
from participation.pool.queries.wording import when_in_words
from participation.pool.services import booking as services
from participation.pool.services.booking import Extent, TimeTaken
from participation.pool.spans import Span
from participation.pool.views.reading import trail, visible_offer

BOOKING_RATE = "60/h"


@public
@never_cache
@require_safe
def offer_week(request: HttpRequest, pk: int) -> HttpResponse:
    """When it is taken; by whom only for whoever looks after it."""
    offer = visible_offer(request, pk)
    if not offer.is_bookable:
        raise Http404
    may_manage = rules.can_manage(request.visitor, offer)
    week = calendar.week_of(offer, _monday(request), shows_names=may_manage)
    context = {
        "offer": offer,
        "week": week,
        "trail": trail(offer),
        "may_manage": may_manage,
    }
    return render(request, "pool/offer_week.html", context)


def _monday(request: HttpRequest) -> date:
    """Of the week that the address asks for, else of this one."""
    form = WeekForm(request.GET)
    day = form.cleaned_data["tag"] if form.is_valid() else None
    return calendar.monday_of(day or berlin_today())


@public
@never_cache
@require_safe
def house_week(request: HttpRequest, pk: int) -> HttpResponse:
    """All rooms and things of a house in one table."""
    actors = Actor.objects.visible_to(request.visitor)
    actor: Actor = get_object_or_404(actors, pk=pk)
    offers = listing.bookable_of(actor.pk)
    if not offers:
        raise Http404
    monday = _monday(request)
    may_manage = rules.can_manage(request.visitor, offers[0])
    weeks = calendar.weeks_of(offers, monday, shows_names=may_manage)
    context = {
        "actor": actor,
        "weeks": weeks,
        "week": weeks[0][1],
        "trail": [*trail(), (actor.name, actor.get_absolute_url())],
    }
    return render(request, "pool/house_week.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("booking", gettext_lazy("Zeit anfragen"), forms.BookingForm)
def offer_book(request: HttpRequest, pk: int) -> HttpResponse:
    offer = visible_offer(request, pk)
    if not rules.can_book(request.visitor, offer):
        raise PermissionDenied
    form = _form(request, offer)
    near: list[Span] = []
    if form.is_valid():
        try:
            return _booked(request, offer, form)
        except TimeTaken as taken:
            form.add_error(None, str(taken.message))
            near = taken.near
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {
        "form": form,
        "offer": offer,
        "trail": trail(offer),
        "is_own": rules.can_manage(request.visitor, offer),
        "near": [(forms.written(span), when_in_words(span)) for span in near],
    }
    status = 422 if form.errors else 200
    return render(request, "pool/offer_book.html", context, status=status)


def _form(request: HttpRequest, offer: Offer) -> forms.BookingForm:
    """With the time that a button offered, where one was pressed."""
    given: Any = posted(request)
    if given is not None and forms.INSTEAD in given:
        given = given.copy()
        for name, value in forms.instead(given[forms.INSTEAD]).items():
            given[name] = value
    initial = {"key": uuid.uuid4(), "first_day": request.GET.get("tag", "")}
    form = forms.BookingForm(given, offer=offer, initial=initial)
    offer_speaking(form, request.visitor)
    return form


def _booked(
    request: HttpRequest, offer: Offer, form: forms.BookingForm
) -> HttpResponse:
    guard.limit(request, "booking", BOOKING_RATE)
    is_own = rules.can_manage(request.visitor, offer)
    booking = services.book(
        offer,
        during=form.cleaned_data["span"],
        purpose=form.cleaned_data["purpose"],
        draft_id=form.cleaned_data["key"],
        by=request.visitor.account,
        extent=Extent(form.pieces, form.cleaned_data.get("actor"), is_own=is_own),
    )
    done = _("Die Zeit ist eingetragen.")
    if not is_own:
        done = _("Angefragt. Sobald das Haus antwortet, schreiben wir Ihnen.")
    messages.success(request, done)
    return redirect(booking)


def visible_booking(request: HttpRequest, pk: int) -> Booking:
    rows = Booking.objects.visible_to(request.visitor)
    related = rows.select_related("offer__region", "offer__actor", "actor", "by")
    found: Booking = get_object_or_404(related, pk=pk)
    return found


@require_safe
def booking_show(request: HttpRequest, pk: int) -> HttpResponse:
    booking = visible_booking(request, pk)
    visitor = request.visitor
    span = Span(booking.starts_at, booking.ends_at)
    context = {
        "booking": booking,
        "offer": booking.offer,
        "when": when_in_words(span),
        "name": calendar.booker_name(booking),
        "is_house": rules.can_answer(visitor, booking),
        "trail": trail(booking.offer),
    }
    return render(request, "pool/booking_show.html", context)


@require_POST
def booking_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    booking = _answerable(request, pk)
    try:
        services.confirm(booking, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Bestätigt. Wir haben Bescheid gesagt."))
    return redirect(booking)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("booking-decline", gettext_lazy("Anfrage ablehnen"), forms.DeclineForm)
def booking_decline(request: HttpRequest, pk: int) -> HttpResponse:
    booking = _answerable(request, pk)
    form = forms.DeclineForm(posted(request))
    return _ended(request, booking, form, services.decline)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("booking-cancel", gettext_lazy("Buchung absagen"), forms.CancelForm)
def booking_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    booking = visible_booking(request, pk)
    form = forms.CancelForm(posted(request))
    return _ended(request, booking, form, services.cancel)


def _answerable(request: HttpRequest, pk: int) -> Booking:
    booking = visible_booking(request, pk)
    if not rules.can_answer(request.visitor, booking):
        raise PermissionDenied
    return booking


def _ended(
    request: HttpRequest, booking: Booking, form: Form, end: Callable[..., Booking]
) -> HttpResponse:
    is_declining = end is services.decline
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            end(booking, reason=reason, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            done = _("Abgesagt. Wir haben Bescheid gesagt.")
            if is_declining:
                done = _("Abgelehnt. Wir haben Bescheid gesagt.")
            messages.success(request, done)
            return redirect(booking)
    context = {
        "booking": booking,
        "form": form,
        "is_declining": is_declining,
        "when": when_in_words(Span(booking.starts_at, booking.ends_at)),
        "trail": trail(booking.offer),
    }
    status = 422 if form.errors else 200
    return render(request, "pool/booking_end.html", context, status=status)
