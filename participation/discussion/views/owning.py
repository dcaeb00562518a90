"""One's own comment: change it for a while, take it back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons import guard, kinds
from commons.accounts.http import HttpRequest
from commons.drafts import keeping
from commons.errors import RuleViolation
from participation.discussion import rules
from participation.discussion.forms import EditForm
from participation.discussion.models import Comment
from participation.discussion.services import editing
from participation.discussion.states import may_edit, may_withdraw
from participation.discussion.views.places import Place, visible_comment

EDIT_RATE = "60/h"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeping.keeps_draft(
    "comment-edit", _("Kommentar ändern"), EditForm, without=("version",)
)
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _own(request, pk)
    if not may_edit(comment):
        keeping.still_open(request)
        messages.info(
            request, gettext("Diesen Kommentar können Sie nicht mehr ändern.")
        )
        return redirect(_home_of(comment))
    if request.method == "POST":
        return _changed(request, comment)
    initial = {"text": comment.text, "version": comment.version}
    return _page(request, comment, EditForm(initial=initial, **_reading(comment)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _own(request, pk)
    if not may_withdraw(comment):
        messages.info(request, gettext("Dieser Kommentar ist nicht mehr öffentlich."))
        return redirect(_home_of(comment))
    if request.method != "POST":
        context = {"comment": comment, "url": _home_of(comment)}
        return render(request, "discussion/comment_withdraw.html", context)
    try:
        editing.withdraw(comment, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, gettext("Ihr Kommentar ist zurückgezogen."))
    return redirect(f"{kinds.of(comment.thread.host).url(comment.thread.host)}")


def _own(request: HttpRequest, pk: int) -> Comment:
    comment = visible_comment(pk, request.visitor)
    if not rules.is_own(request.visitor, comment):
        raise Http404
    return comment


def _changed(request: HttpRequest, comment: Comment) -> HttpResponse:
    form = EditForm(request.POST, **_reading(comment))
    try:
        guard.limit(request, "comment-edit", EDIT_RATE)
        if form.is_valid():
            editing.edit(
                comment,
                form.cleaned_data["text"],
                version=form.cleaned_data["version"],
                by=request.visitor.account,
            )
            messages.success(request, gettext("Ihr Kommentar ist geändert."))
            return redirect(_home_of(comment))
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return _page(request, comment, form)


def _reading(comment: Comment) -> dict[str, bool]:
    return Place(comment.thread.kind, comment.thread.host).reading


def _home_of(comment: Comment) -> str:
    return comment.get_absolute_url()


def _page(request: HttpRequest, comment: Comment, form: EditForm) -> HttpResponse:
    context = {"form": form, "comment": comment, "url": _home_of(comment)}
    status = 422 if form.is_bound else 200
    return render(request, "discussion/comment_edit.html", context, status=status)
