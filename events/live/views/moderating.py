"""The moderator's page, and what is decided about a question there."""

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

from commons.accounts.http import HttpRequest, posted
from commons.errors import RuleViolation
from events.live import addresses
from events.live.forms.handling import HideForm, MergeForm, PutForm
from events.live.forms.rooms import HallForm
from events.live.models import Question
from events.live.queries import moderating, parts_of_page
from events.live.services import handling
from events.live.views import access


@never_cache
@require_safe
def room_moderate(request: HttpRequest, pk: int) -> HttpResponse:
    seat = access.moderated(request, pk)
    room = seat.room
    context = {
        **access.live_context(seat),
        **parts_of_page.of(room),
        **moderating.desk_of(room),
        "staff_socket": addresses.staff_socket(room),
        "counts": moderating.counts_of(room),
        "hall_form": HallForm(initial={"people": room.people_in_hall}),
        "page_title": _("Moderation"),
    }
    return render(request, "live/room_moderate.html", context)


@require_POST
def question_put(request: HttpRequest, pk: int) -> HttpResponse:
    question = access.moderated_question(request, pk)
    form = PutForm(request.POST)
    if form.is_valid():
        try:
            handling.put(question, form.cleaned_data["to"], by=request.visitor.account)
        except RuleViolation as violation:
            messages.error(request, str(violation.message))
    else:
        messages.error(request, _("Das geht mit dieser Frage nicht."))
    return _back(question)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_hide(request: HttpRequest, pk: int) -> HttpResponse:
    question = access.moderated_question(request, pk)
    form = HideForm(posted(request))
    if form.is_valid():
        because = form.cleaned_data["because"]
        try:
            handling.hide(question, because=because, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            return _back(question)
    return _asked(request, question, form, _("Frage verbergen"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question_merge(request: HttpRequest, pk: int) -> HttpResponse:
    question = access.moderated_question(request, pk)
    form = MergeForm(posted(request), question=question)
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            handling.merge(question, into=into, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            return _back(question)
    return _asked(request, question, form, _("Fragen zusammenführen"))


def _asked(
    request: HttpRequest, question: Question, form: HideForm | MergeForm, title: str
) -> HttpResponse:
    context = {
        "question": question,
        "room": question.room,
        "form": form,
        "page_title": title,
    }
    status = 422 if form.errors else 200
    return render(request, "live/question_decide.html", context, status=status)


def _back(question: Question) -> HttpResponse:
    """To the question's row: whoever uses the keyboard goes on from there."""
    page = reverse("live:room-moderate", args=[question.room_id])
    return redirect(f"{page}#frage-{question.pk}")
