"""A house's own calendar in, and the bookings out as calendar files."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.accounts.visitors import visitor_for
from commons.calendars import calendar_of, calendar_response
from commons.errors import RuleViolation
from commons.requests import public, secretive
from commons.tokens import hash_of, is_token
from participation.pool import rules
from participation.pool.forms.calendars import SourceForm
from participation.pool.models import Booking, OfferCalendarKey
from participation.pool.queries import calendar, showing
from participation.pool.services import calendars
from participation.pool.views.booking import visible_booking
from participation.pool.views.reading import trail
from participation.pool.views.writing import managed_offer

CONNECT_RATE, FEED_RATE = "20/h", "600/h"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_connect(request: HttpRequest, pk: int) -> HttpResponse:
    offer = managed_offer(request, pk)
    if not offer.is_bookable:
        raise Http404
    form = SourceForm(posted(request))
    if form.is_valid():
        try:
            guard.limit(request, "pool-calendar", CONNECT_RATE)
            url = form.cleaned_data["url"]
            calendars.connect(offer, url, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            words = _("Verbunden. In wenigen Minuten stehen die Zeiten im Plan.")
            messages.success(request, words)
            return redirect("pool:calendar-connect", pk)
    context = {
        "form": form,
        "offer": offer,
        "source": showing.source_of(offer),
        "trail": trail(offer),
    }
    status = 422 if form.errors else 200
    return render(request, "pool/calendar_connect.html", context, status=status)


@require_POST
def calendar_disconnect(request: HttpRequest, pk: int) -> HttpResponse:
    offer = managed_offer(request, pk)
    calendars.disconnect(offer, by=request.visitor.account)
    messages.success(request, _("Getrennt. Die Zeiten daraus sind wieder frei."))
    return redirect("pool:calendar-connect", pk)


@never_cache
@require_POST
def calendar_key(request: HttpRequest, pk: int) -> HttpResponse:
    """A new address, shown this once; the one before ends."""
    offer = managed_offer(request, pk)
    token = calendars.new_key(offer, by=request.visitor.account)
    path = reverse("pool:offer-feed", args=[token])
    context = {
        "offer": offer,
        "url": f"{settings.BASE_URL}{path}",
        "trail": trail(offer),
    }
    return render(request, "pool/calendar_key.html", context)


@public
@never_cache
@require_safe
def offer_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The bookings for a calendar program; the address alone opens it."""
    if refused := guard.refused(request, "pool-feed", FEED_RATE):
        return refused
    key = _key_of(token)
    events = [
        calendar.event_of(booking, url=_address(booking), names=True)
        for booking in calendar.bookings_out(key.offer)
    ]
    content = calendar_of(events, name=key.offer.title)
    return secretive(calendar_response(content, "pool.ics"))


def _key_of(token: str) -> OfferCalendarKey:
    """404 for everything that opens nothing (any more)."""
    if not is_token(token):
        raise Http404
    rows = OfferCalendarKey.objects.select_related("user", "offer__actor")
    key = rows.filter(token_hash=hash_of(token), user__is_active=True).first()
    if key is None or not rules.can_manage(visitor_for(key.user), key.offer):
        raise Http404
    return key


@never_cache
@require_safe
def booking_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    booking = visible_booking(request, pk)
    event = calendar.event_of(booking, url=_address(booking))
    return calendar_response(calendar_of([event]), f"buchung-{booking.pk}.ics")


def _address(booking: Booking) -> str:
    return f"{settings.BASE_URL}{booking.get_absolute_url()}"
