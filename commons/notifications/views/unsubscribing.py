"""The link in a mail that stops its sort, for mail programs and people alike."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commons import guard
from commons.accounts.http import HttpRequest
from commons.notifications import saying, unsubscribing
from commons.notifications.forms import UndoForm
from commons.notifications.models import Digest, Notification
from commons.notifications.services import stopping
from commons.notifications.unsubscribing import Stopped
from commons.notifications.views.preferences import TOO_MANY
from commons.requests import public, secretive

ASKED, DONE, NOTHING, BACK = "asked", "done", "nothing", "back"
RATE = "30/h"  # for one link
BEFORE = "before"  # what the button "Rückgängig" brings back with it


# The token is the authority: mail programs POST here without cookies (RFC 8058).
@csrf_exempt
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A GET only asks: mail scanners open every link."""
    row = unsubscribing.find(token)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _asking(request, token, row)
    try:
        guard.limit(request, "unsubscribe", RATE, per=guard.Per.SUBJECT, subject=token)
    except guard.TooManyAttempts as violation:
        return HttpResponse(str(violation), status=TOO_MANY, content_type="text/plain")
    if BEFORE in request.POST:
        return _take_back(request, token, row)
    stopped = stopping.stop(row)
    return _page(request, token, row, DONE if stopped else NOTHING, stopped)


def _take_back(
    request: HttpRequest, token: str, row: Notification | Digest
) -> HttpResponse:
    """ "Rückgängig": what can't be taken back any more stops nothing either."""
    form = UndoForm(request.POST)
    before = (
        unsubscribing.undone(row, form.cleaned_data[BEFORE])
        if form.is_valid()
        else None
    )
    if before is None:
        return _asking(request, token, row)
    stopping.restore(row, before)
    return _page(request, token, row, BACK, before)


def _asking(
    request: HttpRequest, token: str, row: Notification | Digest
) -> HttpResponse:
    stopped = stopping.to_stop(row)
    return _page(request, token, row, ASKED if stopped else NOTHING, stopped)


def _page(
    request: HttpRequest,
    token: str,
    row: Notification | Digest,
    step: str,
    stopped: Stopped,
) -> HttpResponse:
    context: dict[str, Any] = {
        "step": step,
        "has_account": row.user is not None,
        "stopped": saying.names_of(stopped),
        "digest": saying.named_digest(row) if isinstance(row, Digest) else "",
        "has_work": saying.has_work(stopped),
        "undo": unsubscribing.undo_token(row, _way_back(row, step, stopped)),
        "here": reverse("notifications:unsubscribe", args=[token]),
        "wishes_url": _wishes_url(token, row),
    }
    return secretive(render(request, "notifications/unsubscribe.html", context))


def _way_back(row: Notification | Digest, step: str, stopped: Stopped) -> Stopped:
    """An address that stopped it all before may still turn it on again."""
    is_muted = row.user is None and step in {DONE, NOTHING}
    return Stopped(is_address=True) if is_muted else stopped


def _wishes_url(token: str, row: Notification | Digest) -> str:
    """Without sign-in only while a link to the wishes in that mail would hold, too."""
    if row.user is None:
        return ""
    if unsubscribing.is_young(token, row.user):
        return unsubscribing.preferences_url_for(row.user)
    return reverse("notifications:preferences")
