"""Asking, and wanting to know what others ask."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.requests import public
from events.live import rules
from events.live.forms.rooms import HallQuestionForm, QuestionForm, SupportForm
from events.live.models import Participant, Question
from events.live.queries import moderating, own
from events.live.services import asking, joining, supporting
from events.live.views import access
from events.live.views.access import Seat
from events.live.views.showing import room_page

ASK_RATE = "10/10m"
HALL_RATE = "120/h"
SUPPORT_RATE = "120/10m"
LIVE = "live"  # as static/js/room_sending.js says: the page stays where it is


def _page_of(draft: Draft) -> str:
    """The form stands on the page of the room."""
    return reverse("live:room-show", kwargs=resolve(draft.target).kwargs)


@public
@require_POST
@keeps_draft(
    "room-question",
    gettext_lazy("Frage im Saal"),
    QuestionForm,
    without=("key",),
    url=_page_of,
)
def question_create(request: HttpRequest, pk: int) -> HttpResponse:
    seat = access.seat_in(request, pk)
    form = QuestionForm(request.POST)
    if seat.participant is None:
        raise PermissionDenied
    if form.is_valid() and (question := _asked(request, seat, form, ASK_RATE)):
        messages.success(request, _thanks(question))
        return redirect(seat.room)
    return room_page(request, seat, form=form)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "room-hall-question",
    gettext_lazy("Frage aus dem Saal"),
    HallQuestionForm,
    without=("key",),
)
def room_help(request: HttpRequest, pk: int) -> HttpResponse:
    """Where helpers write down what is asked in the hall."""
    seat = access.seat_in(request, pk)
    if not rules.can_type_for_hall(request.visitor, seat.participant, seat.room):
        raise PermissionDenied
    form = HallQuestionForm(posted(request))
    if form.is_valid() and _asked(request, seat, form, HALL_RATE, for_hall=True):
        messages.success(request, _("Die Frage steht jetzt auf der Leinwand."))
        return redirect("live:room-help", pk)
    context = {
        **access.live_context(seat),
        "form": form,
        "typed": own.typed_by(seat.participant),
        "page_title": _("Fragen aus dem Saal"),
    }
    status = 422 if form.errors else 200
    return render(request, "live/room_help.html", context, status=status)


@public
@require_POST
def question_support(request: HttpRequest, pk: int) -> HttpResponse:
    seat = access.seat_in(request, pk)
    form = SupportForm(request.POST)
    if seat.participant is None:
        raise PermissionDenied
    if not form.is_valid():
        raise Http404
    frage, zurueck = form.cleaned_data["frage"], form.cleaned_data["zurueck"]
    question = moderating.find(seat.room, frage or zurueck)
    if question is None or not question.is_public:
        raise Http404
    act = supporting.support if frage else supporting.withdraw
    try:
        guard.limit(request, "room-support", SUPPORT_RATE)
        act(question, by=seat.participant)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        if request.headers.get("X-Fragment") == LIVE:
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return redirect(question)


def _asked(
    request: HttpRequest,
    seat: Seat,
    form: QuestionForm,
    rate: str,
    *,
    for_hall: bool = False,
) -> Question | None:
    try:
        guard.limit(request, "room-question", rate)
        return asking.ask(
            _who(request, seat),
            text=form.cleaned_data["text"],
            draft_id=form.cleaned_data["key"],
            for_hall=for_hall,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return None


def _who(request: HttpRequest, seat: Seat) -> Participant:
    """Whoever moderates and types for the hall joins by doing so."""
    return seat.participant or joining.join(seat.room, request.visitor, is_helper=True)


def _thanks(question: Question) -> str:
    if question.is_public:
        return _("Ihre Frage ist jetzt für alle zu sehen.")
    return _("Danke. Die Moderation sieht Ihre Frage und gibt sie frei.")
