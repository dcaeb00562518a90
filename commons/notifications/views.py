"""The bell and the wish about mail. Marks are POSTs; looking changes nothing."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.notifications import panels, queries, services, unsubscribing
from commons.notifications.forms import MailForm, ReadForm
from commons.requests import number_asked, public


@never_cache
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    user = request.visitor.account
    before = number_asked(request, "vor")
    context = {
        "page": queries.bell_page(user, before=before),
        "is_first": before is None,
        "unread": panels.unread(request),
        "form": MailForm(initial={"wants_mail": services.wants_mail(user)}),
    }
    return render(request, "notifications/bell.html", context)


@never_cache
@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """The bell of the header alone, fetched anew when the socket says so."""
    return render(request, "notifications/_bell.html", panels.bell(request=request))


@require_POST
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    user = request.visitor.account
    notification = queries.find(user, pk)
    if notification is None:
        raise Http404
    services.mark_read(user, notification.pk)
    return redirect(queries.url_of(notification) or "notifications:bell")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    form = ReadForm(request.POST)
    if form.is_valid():
        services.mark_all_read(
            request.visitor.account,
            up_to=form.cleaned_data["up_to"],
        )
    return redirect("notifications:bell")


@require_POST
def mail_preference(request: HttpRequest) -> HttpResponse:
    form = MailForm(request.POST)
    if form.is_valid():
        is_wanted = form.cleaned_data["wants_mail"]
        services.set_mail(request.visitor.account, wanted=is_wanted)
        words = (
            _("Sie bekommen Mitteilungen jetzt auch per E-Mail.")
            if is_wanted
            else _("Sie bekommen keine Mitteilungen mehr per E-Mail.")
        )
        messages.success(request, words)
    return redirect("notifications:bell")


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
        services.unsubscribe(notification)
    context = {
        "is_done": request.method == "POST",
        "has_account": notification.user_id is not None,
    }
    return render(request, "notifications/unsubscribe.html", context)
