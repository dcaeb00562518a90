"""The link in a mail that stops it, for mail programs and people alike."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest
from commons.notifications import services, unsubscribing
from commons.requests import public


# The token is the authority: mail programs POST here without cookies (RFC 8058).
@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """A GET only asks: mail scanners open every link."""
    notification = unsubscribing.find(token)
    if notification is None:
        raise Http404
    if request.method == "POST":
        services.stop(notification)
    context = {
        "is_done": request.method == "POST",
        "has_account": notification.user is not None,
    }
    return render(request, "notifications/unsubscribe.html", context)
