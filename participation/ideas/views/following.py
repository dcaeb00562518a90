"""Following: a page of its own without script, one tap with it; and the list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import kinds
from commons.accounts.http import HttpRequest
from commons.notifications.models import Follow
from commons.requests import number_asked, public
from participation.ideas.forms.following import FollowForm
from participation.ideas.queries import following as queries
from participation.ideas.services import following
from participation.ideas.services.following import FOLLOW, LEAVE, MUTE, UNMUTE
from participation.ideas.views.supporting import FRAGMENT_HEADER

DONE: dict[str, str | Promise] = {
    FOLLOW: gettext_lazy("Sie verfolgen das jetzt."),
    LEAVE: gettext_lazy("Sie verfolgen das nicht mehr."),
    MUTE: gettext_lazy("Stumm geschaltet: Wir sagen Ihnen davon nichts mehr."),
    UNMUTE: gettext_lazy("Sie hören wieder davon."),
}


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Everybody reads what following means; signing in comes last."""
    target = queries.target_of(kind, pk, request.visitor)
    if target is None:
        raise Http404
    if request.method == "POST":
        return _pressed(request, kind, target)
    return render(request, "ideas/follow.html", _context(request, kind, target))


@never_cache
@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    before = number_asked(request, "vor")
    user = request.visitor.account
    context = {
        "page": queries.followed_by(user, request.visitor, before),
        "is_first": before is None,
    }
    return render(request, "ideas/followed.html", context)


@require_POST
def follow_change(request: HttpRequest, pk: int) -> HttpResponse:
    """From the list: also for what is not to be seen any more."""
    row = get_object_or_404(Follow, pk=pk, user=request.visitor.account)
    wish = FollowForm(request.POST).wish
    target = kinds.load(row.kind, row.target_id)
    if wish and target is not None:
        following.change(target, wish, by=request.visitor.account)
        messages.success(request, str(DONE[wish]))
    elif wish == LEAVE:
        row.delete()
    return redirect("ideas:followed")


def _pressed(request: HttpRequest, kind: str, target: Any) -> HttpResponse:
    if not request.visitor.is_signed_in:
        query = urlencode({"next": request.path})
        return redirect(f"{reverse('account_login')}?{query}")
    wish = FollowForm(request.POST).wish
    if not wish:
        wish = LEAVE if queries.follow_of(request.visitor, target) else FOLLOW
    following.change(target, wish, by=request.visitor.account)
    if request.headers.get(FRAGMENT_HEADER):
        context = _context(request, kind, target)
        return render(request, "ideas/_follow_link.html", context)
    messages.success(request, str(DONE[wish]))
    return redirect(queries.url_of(kind, target))


def _context(request: HttpRequest, kind: str, target: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "label": kinds.get(kind).label,
        "title": kinds.get(kind).title(target),
        "told": queries.TOLD[kind],
        "follow": queries.follow_of(request.visitor, target),
        "follow_url": reverse("ideas:follow", args=[kind, target.pk]),
        "back_url": queries.url_of(kind, target),
    }
