"""A mail of an Amt: read it beside the original, and say what it is."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.referrals import rules, workflow
from participation.referrals.enums import ReferralState
from participation.referrals.forms.replies import ASK, INTERIM, RETURN, ReplyForm
from participation.referrals.models import PendingStatement, Reply, Statement
from participation.referrals.queries import replies as queries
from participation.referrals.services import replies


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("reply", gettext_lazy("Antwort eines Amtes per Mail"), ReplyForm)
def reply_show(request: HttpRequest, pk: int) -> HttpResponse:
    """The POST says what it is: a statement, a question, or a return."""
    reply = _readable(request, pk)
    form = ReplyForm(posted(request), reply=reply)
    if form.is_valid() and _taken(request, reply, form):
        return redirect(_back(request, reply))
    referral = reply.referral
    is_waiting = reply.is_waiting
    context = {
        "reply": reply,
        "referral": referral,
        "idea": referral.idea,
        "form": form,
        "is_with_department": referral.state in workflow.WITH_DEPARTMENT,
        "may_acknowledge": is_waiting
        and workflow.may_become(referral.state, ReferralState.ACKNOWLEDGED),
        "back": _back(request, reply),
        "trail": [
            (_("Weiterleitungen"), reverse("referrals:referral-list")),
            (referral.idea.number, _back(request, reply)),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/reply_show.html", context, status=status)


@require_POST
def reply_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    done = _("Vermerkt: Das Amt hat die Idee und arbeitet daran.")
    return _act(request, pk, replies.acknowledge, done)


@require_POST
def reply_note(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, replies.note, _("Die Mail bleibt als Notiz am Vorgang."))


@require_POST
def reply_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    return _act(request, pk, replies.take_up, _("Die Mail ist wieder ein Entwurf."))


def _taken(request: HttpRequest, reply: Reply, form: ReplyForm) -> bool:
    by, text = request.visitor.account, form.cleaned_data["text"]
    try:
        if form.chosen == ASK:
            replies.ask(reply, text=text, by=by)
            done = _("Die Rückfrage ist eingetragen. Die Frist des Amtes steht still.")
        elif form.chosen == RETURN:
            replies.give_back(reply, text=text, by=by)
            done = _("Die Rückgabe ist eingetragen. Die Idee braucht ein anderes Amt.")
        else:
            done = _stated(request, reply, form)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, done)
    return True


def _stated(request: HttpRequest, reply: Reply, form: ReplyForm) -> str:
    """The SPK answers for what it records; a member is one of the Amt's people."""
    is_desk = rules.can_handle(request.visitor, reply.referral)
    by, is_interim = request.visitor.account, form.chosen == INTERIM
    words = form.interim if is_interim else form.said_with()
    said: Statement | PendingStatement
    if not is_desk:
        said = replies.state_inside(reply, words, by=by)
    elif is_interim:
        said = replies.look(reply, words, by=by)
    else:
        said = replies.state(reply, words, by=by)
    if isinstance(said, PendingStatement):
        return _("Gespeichert. Jetzt wartet sie auf eine zweite Person Ihres Amtes.")
    if is_interim:
        return _("Der Zwischenstand ist eingetragen. Die Frist ist verschoben.")
    return _("Die Stellungnahme ist eingetragen.")


def _act(
    request: HttpRequest, pk: int, service: Callable[..., Any], done: str
) -> HttpResponse:
    reply = _readable(request, pk)
    try:
        service(reply, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, done)
    return redirect(_back(request, reply))


def _readable(request: HttpRequest, pk: int) -> Reply:
    """At the desk of its Stadtteil, or in the Amt itself."""
    rows = queries.with_everything().visible_to(request.visitor)  # type: ignore[attr-defined]  # of its QuerySet
    reply: Reply = get_object_or_404(rows, pk=pk)
    if not rules.can_read_reply(request.visitor, reply):
        raise PermissionDenied
    return reply


def _back(request: HttpRequest, reply: Reply) -> str:
    """The case, on the side of whoever asks."""
    if rules.can_handle(request.visitor, reply.referral):
        return reply.referral.get_absolute_url()
    return reverse("referrals:case-show", args=[reply.referral_id])
