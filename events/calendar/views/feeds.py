"""Calendars to follow: everybody's by Stadtteil, topic and organiser, and one's own.

Everybody's are cached pages: a program that asks again gets 304 until something has
changed. One's own has a secret address, since calendar programs cannot sign in.
"""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
from commons.accounts.visitors import ANONYMOUS
from commons.calendars import MIME, calendar_response
from commons.pagecache import cached_page
from commons.requests import public, secretive
from events.calendar import calendars
from events.calendar.models import Occurrence
from events.calendar.queries import feeds
from events.calendar.queries.generations import LISTS
from events.calendar.services import personal_calendar
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.networks.models import Network

FEED_RATE = "600/h"


@public
@require_safe
@cached_page(generations=lambda _request: LISTS, parameters=())
def feed_all(_request: HttpRequest) -> HttpResponse:
    name = _("Veranstaltungen in %(place)s") % {"place": settings.DISTRICT_NAME}
    return _file(feeds.everything(), name)


@public
@require_safe
@cached_page(generations=lambda _request, slug: LISTS, parameters=())  # noqa: ARG005 -- the view's arguments
def feed_region(_request: HttpRequest, slug: str) -> HttpResponse:
    region = get_object_or_404(Region, slug=slug)
    name = _("Veranstaltungen in %(place)s") % {"place": region.name}
    return _file(feeds.of_region(region), name)


@public
@require_safe
@cached_page(generations=lambda _request, key: LISTS, parameters=())  # noqa: ARG005 -- the view's arguments
def feed_topic(_request: HttpRequest, key: str) -> HttpResponse:
    topic = get_object_or_404(Topic, key=key)
    name = _("Veranstaltungen: %(topic)s") % {"topic": topic.name}
    return _file(feeds.of_topic(topic), name)


@public
@require_safe
@cached_page(
    generations=lambda _request, pk: LISTS,  # noqa: ARG005 -- the view's arguments
    parameters=(),
)
def feed_actor(_request: HttpRequest, pk: int) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.listed(), pk=pk)
    return _file(feeds.of_actor(actor), actor.name)


@public
@require_safe
@cached_page(
    generations=lambda _request, pk: LISTS,  # noqa: ARG005 -- the view's arguments
    parameters=(),
)
def feed_network(_request: HttpRequest, pk: int) -> HttpResponse:
    """Of networks that everybody may know of; the members' own is elsewhere."""
    rows = Network.objects.published().visible_to(ANONYMOUS)
    network = get_object_or_404(rows, pk=pk)
    return _file(feeds.of_network(network), network.name)


@public
@never_cache
@require_safe
def feed_own(request: HttpRequest, token: str) -> HttpResponse:
    """The address says whose it is. Unknown and ended look the same."""
    if refused := guard.refused(request, "event-feed", FEED_RATE):
        return refused
    user = feeds.owner_of(token)
    if user is None:
        raise Http404
    own = feeds.of_person(user)
    content = calendars.file_of(
        own.occurrences, name=_("Meine Termine"), waiting=own.waiting
    )
    return secretive(calendar_response(content, "meine-termine.ics"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def personal_calendar_show(request: HttpRequest) -> HttpResponse:
    """A POST makes a new address and shows it, this once."""
    address, account = "", request.visitor.account
    if request.method == "POST":
        token = personal_calendar.renew(by=account)
        address = settings.BASE_URL + reverse("calendar:feed-own", args=[token])
    context = {"address": address, "key": feeds.key_of(account)}
    return render(request, "calendar/personal_calendar.html", context)


@require_POST
def personal_calendar_close(request: HttpRequest) -> HttpResponse:
    personal_calendar.close(by=request.visitor.account)
    messages.success(request, _("Die Adresse gilt nicht mehr."))
    return redirect("calendar:personal-calendar")


def _file(occurrences: list[Occurrence], name: str) -> HttpResponse:
    content = calendars.file_of(occurrences, name=name)
    return HttpResponse(content, content_type=f"{MIME}; charset=utf-8")
