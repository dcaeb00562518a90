"""Writing a comment or an answer. Open to everybody: write first, sign in last."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons import guard
from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from commons.spoken import day_in_words
from participation.discussion.forms import CommentForm
from participation.discussion.models import Comment
from participation.discussion.queries.speaking import AS_PERSON, roles_of
from participation.discussion.services.writing import write
from participation.discussion.views.places import (
    Place,
    place_of_host,
    place_of_reply,
)
from participation.moderation.queries.promises import first_look_at

COMMENT_RATE = "30/h"
FORM, TITLE = "comment", _("Kommentar schreiben")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(FORM, TITLE, CommentForm)
def comment_create(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return _answer(request, place_of_host(kind, pk, request.visitor))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(FORM, TITLE, CommentForm)
def comment_reply(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, place_of_reply(pk, request.visitor))


def _answer(request: HttpRequest, place: Place) -> HttpResponse:
    roles = roles_of(request.visitor)
    if request.method != "POST":
        form = CommentForm(initial={"key": uuid.uuid4()}, roles=roles, **place.reading)
        return _page(request, place, form)
    form = CommentForm(request.POST, roles=roles, **place.reading)
    if form.is_valid():
        if not request.visitor.is_signed_in:
            # The draft goes along; whoever comes back sends it with one click.
            return redirect(reverse("account_login"))
        try:
            return _written(request, place, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    return _page(request, place, form)


def _written(request: HttpRequest, place: Place, form: CommentForm) -> HttpResponse:
    guard.limit(request, "comment", COMMENT_RATE)
    comment = write(
        place.host,
        form.cleaned_data["text"],
        draft_id=form.cleaned_data["key"],
        by=request.visitor.account,
        role=form.role or AS_PERSON,
        parent=place.parent,
    )
    messages.success(request, _told(comment))
    if comment.is_reply and comment.is_public:
        return redirect(comment)
    return redirect(Place(place.kind, place.host).back_url)


def _told(comment: Comment) -> str:
    if comment.is_public:
        return gettext("Ihr Kommentar steht jetzt auf der Plattform.")
    words = gettext(
        "Danke. Wir lesen Ihren Kommentar bis zum %(day)s, dann erscheint er hier. Wir "
        "sagen Ihnen Bescheid."
    )
    return words % {"day": day_in_words(first_look_at(comment))}


def _page(request: HttpRequest, place: Place, form: CommentForm) -> HttpResponse:
    context = {
        "form": form,
        "place": place,
        "is_signed_in": request.visitor.is_signed_in,
        "thread": place.host.thread,
    }
    status = 422 if form.is_bound else 200
    return render(request, "discussion/comment_write.html", context, status=status)
