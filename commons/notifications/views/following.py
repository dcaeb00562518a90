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
from commons.notifications import leaving
from commons.notifications.forms import FollowForm, PaceForm
from commons.notifications.models import Follow
from commons.notifications.queries import following as queries
from commons.notifications.queries.follows import follow_of
from commons.notifications.services import following
from commons.notifications.services.following import FOLLOW, LEAVE, MUTE, UNMUTE, Left
from commons.requests import number_asked, public

FRAGMENT_HEADER = "X-Fragment"
LEFT = "verlassen"  # in an address: what was just left, signed
DONE: dict[str, str | Promise] = {
    FOLLOW: gettext_lazy("Sie verfolgen das jetzt."),
    MUTE: gettext_lazy("Stumm geschaltet: Wir sagen Ihnen davon nichts mehr."),
    UNMUTE: gettext_lazy("Sie hören wieder davon."),
}
PACED = gettext_lazy("Gespeichert.")
BACK_AGAIN = gettext_lazy("Sie verfolgen das wieder.")


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
    context = {
        "asking": queries.asking(kind, target, request.visitor),
        "left": _left(request),
    }
    return render(request, "notifications/follow.html", context)


@never_cache
@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    before = number_asked(request, "vor")
    user, kind = request.visitor.account, request.GET.get("art", "")
    page = queries.followed_by(user, request.visitor, kind=kind, before=before)
    here = reverse("notifications:followed")
    context = {
        "page": page,
        "kind": kind,
        "tabs": [
            (f"{each.label} ({each.count})", _narrowed(here, each), each.key == kind)
            for each in page.kinds
        ],
        "is_first": before is None,
        "left": _left(request),
    }
    return render(request, "notifications/followed.html", context)


@require_POST
def follow_change(request: HttpRequest, pk: int) -> HttpResponse:
    """From the list: also for what is not to be seen any more."""
    user = request.visitor.account
    row = get_object_or_404(Follow, pk=pk, user=user)
    target = kinds.load(row.kind, row.target_id)
    paced, wish = PaceForm(request.POST), FollowForm(request.POST).wish
    address = reverse("notifications:followed")
    if target is not None and paced.is_asked:
        following.set_pace(target, paced.pace, by=user)
        return _answer(request, kind=row.kind, target=target, row=row)
    if wish == LEAVE:
        left = (
            following.change(target, LEAVE, by=user)
            if target is not None
            else following.forget(row)
        )
        return redirect(_with_left(address, request, left))
    if wish and target is not None:
        following.change(target, wish, by=user)
        messages.success(request, str(DONE[wish]))
    return redirect(address)


@require_POST
def follow_restore(request: HttpRequest) -> HttpResponse:
    """Follow again what was left by mistake; where they came from, they go back to."""
    user = request.visitor.account
    left = leaving.left_by(user, request.POST.get(LEFT, ""))
    if following.restore(left, by=user):
        messages.success(request, str(BACK_AGAIN))
    if left and "einzeln" in request.GET:
        first = left[0]
        return redirect("notifications:follow", first.kind, first.target_id)
    return redirect("notifications:followed")


def _narrowed(here: str, kind: queries.KindFollowed) -> str:
    return f"{here}?{urlencode({'art': kind.key})}" if kind.key else here


def _pressed(request: HttpRequest, kind: str, target: Any) -> HttpResponse:
    here = request.path
    if not request.visitor.is_signed_in:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': here})}")
    user = request.visitor.account
    paced, wish = PaceForm(request.POST), FollowForm(request.POST).wish
    if paced.is_asked:
        following.set_pace(target, paced.pace, by=user)
        return _answer(request, kind=kind, target=target)
    if not wish:
        wish = LEAVE if follow_of(user.pk, target) else FOLLOW
    left = following.change(target, wish, by=user)
    if request.headers.get(FRAGMENT_HEADER):
        return _fragment(request, kind, target, left)
    if wish == LEAVE:
        return redirect(_with_left(here, request, left))
    messages.success(request, str(DONE[wish]))
    return redirect(here)


def _answer(
    request: HttpRequest, *, kind: str, target: Any, row: Follow | None = None
) -> HttpResponse:
    """A pace was chosen: with htmx the choice alone comes back, in its new words."""
    if not request.htmx:
        messages.success(request, str(PACED))
        return redirect("notifications:followed" if row else request.path)
    asked = queries.asking(kind, target, request.visitor)
    context = {"hearing": asked.hearing, "action": request.path, "is_saved": True}
    template = "_followed_hearing.html" if row else "_hearing.html"
    return render(request, f"notifications/{template}", context)


def _fragment(
    request: HttpRequest, kind: str, target: Any, left: list[Left]
) -> HttpResponse:
    """The inside of the button; what it undid comes back by another."""
    asked = queries.asking(kind, target, request.visitor)
    is_undone = leaving.is_more_than_plain(left)
    user = request.visitor.account
    context = {
        "follow": asked.follow,
        "follow_url": asked.follow_url,
        "hearing": asked.hearing if asked.follow else None,
        "token": leaving.token_for(user, left) if is_undone else "",
    }
    return render(request, "notifications/_follow_link.html", context)


def _with_left(address: str, request: HttpRequest, left: list[Left]) -> str:
    if not left:
        return address
    token = leaving.token_for(request.visitor.account, left)
    return f"{address}?{urlencode({LEFT: token})}"


def _left(request: HttpRequest) -> str:
    """The token of an address, if what it names can still come back."""
    token = request.GET.get(LEFT, "")
    if not token or not request.visitor.is_signed_in:
        return ""
    return token if leaving.left_by(request.visitor.account, token) else ""
