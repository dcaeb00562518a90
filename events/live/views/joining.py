"""Coming in: by the code on the wall, its QR, or from the event's page."""

from django.contrib import messages
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
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import ensure_device
from commons.errors import RuleViolation
from commons.requests import public
from events.live.forms.rooms import CodeForm, JoinForm, plain_code
from events.live.models import Room
from events.live.queries import finding
from events.live.services import joining
from events.live.views import access
from events.live.views.showing import room_page

# A hall comes in from behind one address within minutes; a code opens nothing secret.
CODE_RATE = "60/10m"
JOIN_RATE = "60/10m"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def room_enter(request: HttpRequest) -> HttpResponse:
    """Where a code is typed in, and which rooms are open now."""
    form = CodeForm(posted(request))
    if form.is_valid() and (room := _room_of(request, form)):
        return redirect(_way_into(room, form.cleaned_data["code"]))
    context = {"form": form, "rooms": finding.open_now(request.visitor)}
    status = 422 if form.errors else 200
    return render(request, "live/room_enter.html", context, status=status)


@public
@never_cache
@require_safe
def room_code(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR leads; a code that is none leads to where one types it."""
    try:
        guard.limit(request, "room-code", CODE_RATE, per=guard.Per.CROWD)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("live:room-enter")
    room = finding.by_code(plain_code(code))
    if room is None:
        messages.error(request, _("Zu diesem Code gibt es keinen Saal."))
        return redirect("live:room-enter")
    return redirect(_way_into(room, plain_code(code)))


@public
@require_POST
def room_join(request: HttpRequest, pk: int) -> HttpResponse:
    seat = access.seat_in(request, pk)
    room, form = seat.room, JoinForm(request.POST)
    if form.is_valid() and _joined(request, room, form):
        return redirect(room)
    return room_page(request, seat, join_form=form)


def _room_of(request: HttpRequest, form: CodeForm) -> Room | None:
    try:
        guard.limit(request, "room-code", CODE_RATE, per=guard.Per.CROWD)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return None
    room = finding.by_code(form.cleaned_data["code"])
    if room is None:
        form.add_error("code", _("Zu diesem Code gibt es keinen Saal."))
    return room


def _joined(request: HttpRequest, room: Room, form: JoinForm) -> bool:
    try:
        guard.limit(request, "room-join", JOIN_RATE, per=guard.Per.CROWD)
        ensure_device(request, also_with_account=True)
        joining.join(
            room,
            request.visitor,
            nickname=form.cleaned_data["nickname"],
            is_helper=form.cleaned_data["code"] == room.helper_code,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


def _way_into(room: Room, code: str) -> str:
    return f"{reverse('live:room-show', args=[room.pk])}?code={code}"
