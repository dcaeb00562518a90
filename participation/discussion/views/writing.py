"""Writing a comment or an answer. Open to everybody: write first, sign in last."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons import guard
from commons.accounts.http import HttpRequest
from commons.drafts import services as drafts
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.requests import (
    device_hash,
    hash_device,
    new_device_token,
    public,
    set_device_cookie,
)
from participation.discussion.forms import CommentForm
from participation.discussion.models import Comment
from participation.discussion.queries.speaking import AS_PERSON, roles_of
from participation.discussion.services.writing import write
from participation.discussion.views.places import (
    FORM,
    Place,
    place_of_host,
    place_of_reply,
)

FORM_RATE, COMMENT_RATE = "120/h", "30/h"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_create(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    return _answer(request, place_of_host(kind, pk, request.visitor))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_reply(request: HttpRequest, pk: int) -> HttpResponse:
    return _answer(request, place_of_reply(pk, request.visitor))


def _answer(request: HttpRequest, place: Place) -> HttpResponse:
    if request.method != "POST":
        draft = drafts.find(request.visitor, FORM, place.target)
        initial = {**(draft.content if draft else {})}
        initial["key"] = initial.get("key") or uuid.uuid4()
        form = CommentForm(initial=initial, roles=roles_of(request.visitor))
        return _page(request, place, form, draft)
    token = _ensure_device(request)
    response = _posted(request, place)
    if token:
        set_device_cookie(response, token)
    return response


def _posted(request: HttpRequest, place: Place) -> HttpResponse:
    """Keep what was posted first, whatever comes of it then."""
    form = CommentForm(request.POST, roles=roles_of(request.visitor))
    draft = None
    try:
        guard.limit(request, "comment-form", FORM_RATE)
        draft = drafts.save(
            request.visitor,
            form=FORM,
            target=place.target,
            content=request.POST.dict(),
        )
        if form.is_valid():
            if not request.visitor.is_signed_in:
                return redirect(_sign_in_url(place))
            return _written(request, place, form, draft)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return _page(request, place, form, draft)


def _written(
    request: HttpRequest, place: Place, form: CommentForm, draft: Draft
) -> HttpResponse:
    guard.limit(request, "comment", COMMENT_RATE)
    comment = write(
        place.host,
        form.cleaned_data["text"],
        draft_id=form.cleaned_data["key"],
        by=request.visitor.account,
        role=form.role or AS_PERSON,
        parent=place.parent,
    )
    drafts.delete(draft)
    return redirect(_told(request, place, comment))


def _told(request: HttpRequest, place: Place, comment: Comment) -> str:
    """Say what became of it; gives the address where its author sees it."""
    if not comment.is_public:
        messages.success(
            request,
            _(
                "Danke. Wir lesen Ihren Kommentar in den nächsten drei Arbeitstagen, "
                "dann erscheint er hier. Wir sagen Ihnen Bescheid."
            ),
        )
    else:
        messages.success(request, _("Ihr Kommentar steht jetzt auf der Plattform."))
    if comment.is_reply and comment.is_public:
        return comment.get_absolute_url()
    return f"{Place(place.kind, place.host).back_url}"


def _sign_in_url(place: Place) -> str:
    return f"{reverse('account_login')}?{urlencode({'next': place.url})}"


def _ensure_device(request: HttpRequest) -> str:
    """Give somebody without an account a device to keep the draft for."""
    visitor = request.visitor
    if visitor.is_signed_in or device_hash(request):
        return ""
    token = new_device_token()
    visitor.device = hash_device(token)
    return token


def _page(
    request: HttpRequest, place: Place, form: CommentForm, draft: Draft | None
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "place": place,
        "is_signed_in": request.visitor.is_signed_in,
        "is_resumed": draft is not None and not form.is_bound,
        "thread": place.host.thread,
    }
    status = 422 if form.is_bound else 200
    return render(request, "discussion/comment_write.html", context, status=status)
