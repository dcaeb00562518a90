"""Closing and reopening a discussion, and remembering until when it was seen."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.discussion import rules
from participation.discussion.forms import CloseForm, ReadingForm
from participation.discussion.models import Thread
from participation.discussion.services import threads, visits


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("thread-close", _("Diskussion schließen"), CloseForm)
def thread_close(request: HttpRequest, pk: int) -> HttpResponse:
    thread = _closable(request, pk)
    form = CloseForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            threads.close(thread, reason=reason, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, gettext("Die Diskussion ist geschlossen."))
            return redirect(thread)
    context = {"form": form, "thread": thread, "title": thread.title}
    status = 422 if form.errors else 200
    return render(request, "discussion/thread_close.html", context, status=status)


@require_POST
def thread_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    thread = threads.reopen(_closable(request, pk), by=request.visitor.account)
    messages.success(request, gettext("Die Diskussion ist wieder offen."))
    return redirect(thread)


@require_POST
def visit_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything up to `seit` is seen; the next visit marks what came after it."""
    rows = Thread.objects.visible_to(request.visitor)
    thread = get_object_or_404(rows, pk=pk)
    form = ReadingForm(request.POST)
    until = form.cleaned_data["seit"] if form.is_valid() else None
    if until is None:
        return HttpResponseBadRequest()
    visits.mark(thread, until=until, by=request.visitor.account)
    return redirect(thread)


def _closable(request: HttpRequest, pk: int) -> Thread:
    rows = Thread.objects.visible_to(request.visitor)
    thread: Thread = get_object_or_404(rows, pk=pk)
    if not rules.can_close(request.visitor, thread):
        raise PermissionDenied
    return thread
