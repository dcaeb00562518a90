"""Dates of a network in one's own calendar: as a file, and by a secret address."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
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
from commons.accounts.http import HttpRequest
from commons.calendars import calendar_response
from commons.requests import public, secretive
from participation.networks import calendars, rules
from participation.networks.models import Network
from participation.networks.queries import calendars as keys, dates as queries
from participation.networks.services import calendar_keys
from participation.networks.views import access

FEED_RATE = "600/h"


@public
@never_cache
@require_safe
def network_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """For who reads the network; a calendar can follow that of an open one."""
    network = access.read(request, pk)
    return _file(network)


@public
@never_cache
@require_safe
def date_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    date = access.found(queries.find(pk, request.visitor))
    content = calendars.file_of(date.network, [date])
    return calendar_response(content, calendars.FILE_NAME)


@public
@never_cache
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Calendars cannot sign in: the address says whose it is.

    Unknown, ended and no longer allowed look the same.
    """
    if refused := guard.refused(request, "network-feed", FEED_RATE):
        return refused
    return secretive(_file(access.found(keys.opened_by(token))))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_show(request: HttpRequest, pk: int) -> HttpResponse:
    """A POST makes a new address and shows it, this once."""
    network = _joined(request, pk)
    address = ""
    if request.method == "POST":
        token = calendar_keys.renew(network, by=request.visitor.account)
        path = reverse("networks:calendar-feed", args=[token])
        address = request.build_absolute_uri(path)
    context = {
        **access.space_context(request, network, _("Kalender abonnieren")),
        "address": address,
        "key": keys.key_of(request.visitor.user_id, network),
    }
    return render(request, "networks/calendar_show.html", context)


@require_POST
def calendar_close(request: HttpRequest, pk: int) -> HttpResponse:
    network = _joined(request, pk)
    calendar_keys.close(network, by=request.visitor.account)
    messages.success(request, _("Die Adresse gilt nicht mehr."))
    return redirect("networks:calendar-show", pk)


def _joined(request: HttpRequest, pk: int) -> Network:
    """A key of one's own is for members; it opens as long as they may read."""
    network = access.read(request, pk)
    if not rules.is_member(request.visitor, network):
        raise PermissionDenied
    return network


def _file(network: Network) -> HttpResponse:
    content = calendars.file_of(network, queries.for_calendar(network))
    return calendar_response(content, calendars.FILE_NAME)
