"""The bell. Marks are POSTs; looking changes nothing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons import kinds
from commons.accounts.http import HttpRequest
from commons.clock import moment_of
from commons.notifications import panels, queries, services
from commons.notifications.forms import BellForm, ReadForm
from commons.notifications.forms.bell import written
from commons.notifications.models import Follow, Notification
from commons.notifications.services import following
from commons.notifications.subjects import all_subjects


@never_cache
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    asked = BellForm(request.GET)
    user = request.visitor.account
    page = queries.bell_page(
        user, before=asked.before, unread_only=asked.unread_only, subject=asked.subject
    )
    context = {
        "page": page,
        "asked": asked,
        "next": written(*page.last) if page.last else "",
        "unread": panels.unread(request),
        "subjects": all_subjects(with_work=request.visitor.needs_two_factors),
        "muted": _muted_just_now(request, asked.muted),
    }
    return render(request, "notifications/bell.html", context)


@never_cache
@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """The bell of the header alone, fetched anew when the socket says so."""
    return render(request, "notifications/_bell.html", panels.bell(request=request))


@never_cache
@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What came since an open page was made: it says so without moving a line."""
    since = request.GET.get("seit", "")
    try:
        number, line = queries.news_since(request.visitor.account, moment_of(since))
    except ValueError:
        number, line = 0, ""
    context = {"number": number, "line": line, "since": since}
    return render(request, "notifications/_news.html", context)


@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    notification = _own(request, pk)
    services.mark_read(request.visitor.account, notification.pk)
    return redirect(queries.url_of(notification) or "notifications:bell")


@require_POST
def notification_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and stay."""
    services.mark_read(request.visitor.account, _own(request, pk).pk)
    return redirect(_back(request))


@require_POST
def notification_mute(request: HttpRequest, pk: int) -> HttpResponse:
    """Let what one heard it through fall silent; its line is read with that."""
    notification = _own(request, pk)
    user = request.visitor.account
    follow = queries.follow_behind(notification)
    if follow is None:
        return redirect("notifications:preferences")
    _change(follow, following.MUTE, request)
    services.mark_read(user, notification.pk)
    return redirect(f"{reverse('notifications:bell')}?{urlencode({'stumm': pk})}")


@require_POST
def notification_unmute(request: HttpRequest, pk: int) -> HttpResponse:
    follow = queries.follow_behind(_own(request, pk))
    if follow is not None:
        _change(follow, following.UNMUTE, request)
        messages.success(request, _("Sie hören wieder davon."))
    return redirect("notifications:bell")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    form = ReadForm(request.POST)
    if form.is_valid():
        services.mark_all_read(
            request.visitor.account,
            up_to=form.cleaned_data["up_to"],
            subject=form.cleaned_data["thema"],
        )
    return redirect(_back(request))


def _own(request: HttpRequest, pk: int) -> Notification:
    notification = queries.find(request.visitor.account, pk)
    if notification is None:
        raise Http404
    return notification


def _back(request: HttpRequest) -> str:
    """The bell as it was narrowed; never an address that somebody else wrote."""
    asked = BellForm(request.POST)
    wish = {"ungelesen": "on"} if asked.unread_only else {}
    if asked.subject:
        wish["thema"] = asked.subject
    address = reverse("notifications:bell")
    return f"{address}?{urlencode(wish)}" if wish else address


def _change(follow: Follow, what: str, request: HttpRequest) -> None:
    target = kinds.load(follow.kind, follow.target_id)
    if target is not None:
        following.change(target, what, by=request.visitor.account)


def _muted_just_now(request: HttpRequest, pk: int | None) -> dict[str, Any] | None:
    """What fell silent, with the line that can bring it back.

    By its title, while that may be read.
    """
    notification = queries.find(request.visitor.account, pk) if pk else None
    follow = queries.follow_behind(notification) if notification else None
    if follow is None or follow.muted_at is None:
        return None
    target = kinds.load_visible(follow.kind, follow.target_id, request.visitor)
    kind = kinds.get(follow.kind)
    title = kind.title(target) if target is not None else kind.label
    return {"pk": pk, "title": title}
