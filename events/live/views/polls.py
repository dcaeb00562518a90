"""The moderation's side of polls: write, open, end, show."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
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
from events.live import addresses
from events.live.forms.polls import PollForm
from events.live.models import Poll, Room
from events.live.queries import polls as queries
from events.live.services import polls
from events.live.views import access

STEPS = {
    "oeffnen": polls.open_poll,
    "beenden": polls.close,
    "zeigen": polls.show_result,
}


@never_cache
@require_safe
def poll_list(request: HttpRequest, pk: int) -> HttpResponse:
    room = access.moderated(request, pk).room
    context = {
        "room": room,
        "sheets": queries.all_of(room),
        "staff_socket": addresses.staff_socket(room),
        "page_title": _("Umfragen"),
    }
    return render(request, "live/poll_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("room-poll", gettext_lazy("Umfrage im Saal"), PollForm)
def poll_create(request: HttpRequest, pk: int) -> HttpResponse:
    room = access.moderated(request, pk).room
    form = PollForm(posted(request))
    if form.is_valid():
        try:
            polls.prepare(room, form.content, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(
                request, _("Die Umfrage ist vorbereitet. Noch sieht sie niemand.")
            )
            return redirect("live:poll-list", pk)
    return _form_page(request, room, form, _("Umfrage vorbereiten"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("room-poll-edit", gettext_lazy("Umfrage ändern"), PollForm)
def poll_edit(request: HttpRequest, pk: int) -> HttpResponse:
    poll = _moderated_poll(request, pk)
    form = PollForm(posted(request), instance=poll)
    if form.is_valid():
        try:
            polls.change(poll, form.content, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            return redirect("live:poll-list", poll.room_id)
    return _form_page(request, poll.room, form, _("Umfrage ändern"))


@require_POST
def poll_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Open, end or show: one button each."""
    poll = _moderated_poll(request, pk)
    if step not in STEPS:
        raise Http404
    try:
        STEPS[step](poll, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    return redirect("live:poll-list", poll.room_id)


@require_POST
def poll_drop(request: HttpRequest, pk: int) -> HttpResponse:
    poll = _moderated_poll(request, pk)
    try:
        polls.drop(poll, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    return redirect("live:poll-list", poll.room_id)


def _moderated_poll(request: HttpRequest, pk: int) -> Poll:
    poll = queries.by_pk(pk)
    if poll is None:
        raise Http404
    access.moderated(request, poll.room_id)
    return poll


def _form_page(
    request: HttpRequest, room: Room, form: PollForm, title: str
) -> HttpResponse:
    context = {"room": room, "form": form, "page_title": title}
    status = 422 if form.errors else 200
    return render(request, "live/poll_edit.html", context, status=status)
