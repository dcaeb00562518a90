"""The room as people see it: on a phone, on the wall, as an image of its address."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons import qr
from commons.accounts.http import HttpRequest
from commons.requests import public
from events.live import rules
from events.live.forms.rooms import JoinForm, QuestionForm
from events.live.models import Participant
from events.live.queries import own, parts_of_page
from events.live.views import access
from events.live.views.access import Seat


@public
@never_cache
@require_safe
def room_show(request: HttpRequest, pk: int) -> HttpResponse:
    return room_page(request, access.seat_in(request, pk))


def room_page(
    request: HttpRequest,
    seat: Seat,
    *,
    form: QuestionForm | None = None,
    join_form: JoinForm | None = None,
) -> HttpResponse:
    """The room on a phone; a form that was not taken comes back with its words."""
    is_refused = bool((form and form.errors) or (join_form and join_form.errors))
    participant = seat.participant
    context = {
        **access.live_context(seat),
        **parts_of_page.of(seat.room),
        "form": form or QuestionForm(),
        "join_form": join_form or _join_form(request, participant),
        "can_ask": rules.can_ask(participant, seat.room),
        "can_join": rules.can_join(seat.room),
        "can_help": rules.can_type_for_hall(request.visitor, participant, seat.room),
        "asked": own.asked_by(participant),
        "page_title": seat.room.title,
    }
    status = 422 if is_refused else 200
    return render(request, "live/room_show.html", context, status=status)


@public
@never_cache
@require_safe
def room_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """What the hall sees on its wall; nothing here is anybody's own."""
    seat = access.seat_in(request, pk)
    look = request.GET.get("farben", "")
    context = {
        **access.live_context(Seat(seat.room, None, can_moderate=False)),
        **parts_of_page.of(seat.room),
        "address": typed_address(),
        "look": look if look in {"hell", "dunkel"} else "",
        "page_title": _("Leinwand"),
    }
    return render(request, "live/room_screen.html", context)


@public
@require_safe
def room_qr(request: HttpRequest, pk: int) -> HttpResponse:
    """The way in as a picture; the code in it stands beside it in letters."""
    room = access.seat_in(request, pk).room
    return HttpResponse(qr.png(join_address(room.code)), content_type="image/png")


@public
@never_cache
@require_safe
def room_own(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page with one's own questions, which no frame tells of."""
    seat = access.seat_in(request, pk)
    context = {"room": seat.room, "asked": own.asked_by(seat.participant)}
    return render(request, "live/_own_questions.html", context)


def join_address(code: str) -> str:
    return f"{settings.BASE_URL}{reverse('live:room-code', args=[code])}"


def typed_address() -> str:
    """What somebody types who cannot scan: short, the code stands beside it."""
    address = f"{settings.BASE_URL}{reverse('live:room-enter')}"
    return address.partition("://")[2].rstrip("/")


def _join_form(request: HttpRequest, participant: Participant | None) -> JoinForm:
    nickname = participant.nickname if participant else ""
    code = access.code_in(request)
    return JoinForm(initial={"nickname": nickname, "code": code})
