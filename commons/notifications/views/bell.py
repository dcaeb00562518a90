"""The bell. Marks are POSTs; looking changes nothing."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.http import HttpRequest
from commons.notifications import panels, queries, services
from commons.notifications.forms import ReadForm
from commons.requests import number_asked


@never_cache
@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    user = request.visitor.account
    before = number_asked(request, "vor")
    context = {
        "page": queries.bell_page(user, before=before),
        "is_first": before is None,
        "unread": panels.unread(request),
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
