"""Other programs that are told what happens here, for coordinators."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.delivery import events, queries, rules
from commons.delivery.forms import EndpointForm
from commons.delivery.models import Endpoint
from commons.delivery.services import endpoints
from commons.delivery.views.desk import allowed
from commons.errors import RuleViolation
from commons.requests import VisitorRequest


@require_safe
def endpoint_list(request: VisitorRequest) -> HttpResponse:
    allowed(rules.can_manage_endpoints, request)
    context = {"endpoints": queries.endpoints(), "can_manage_endpoints": True}
    return render(request, "delivery/endpoint_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def endpoint_create(request: VisitorRequest) -> HttpResponse:
    by = allowed(rules.can_manage_endpoints, request).account
    form = EndpointForm(_posted(request), initial={"is_active": True})
    if form.is_valid():
        endpoint = endpoints.add(**form.cleaned_data, by=by)
        messages.success(request, _("Die Schnittstelle ist angelegt."))
        return redirect("delivery:endpoint-show", endpoint.pk)
    status = 422 if form.errors else 200
    return render(request, "delivery/endpoint_form.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def endpoint_show(request: VisitorRequest, pk: int) -> HttpResponse:
    """What it is and how its calls go; the POST changes it."""
    by = allowed(rules.can_manage_endpoints, request).account
    endpoint = get_object_or_404(Endpoint, pk=pk)
    initial = {
        "name": endpoint.name,
        "url": endpoint.url,
        "listens_to": endpoint.events,
        "is_active": endpoint.is_active,
    }
    form = EndpointForm(_posted(request), initial=initial)
    if form.is_valid():
        endpoints.change(endpoint, **form.cleaned_data, by=by)
        messages.success(request, _("Gespeichert."))
        return redirect("delivery:endpoint-show", endpoint.pk)
    context = {
        "form": form,
        "endpoint": endpoint,
        "last_calls": queries.last_calls(endpoint),
    }
    status = 422 if form.errors else 200
    return render(request, "delivery/endpoint_form.html", context, status=status)


@require_POST
def endpoint_test(request: VisitorRequest, pk: int) -> HttpResponse:
    by = allowed(rules.can_manage_endpoints, request).account
    try:
        endpoints.test(get_object_or_404(Endpoint, pk=pk), by=by)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(
            request, _("Der Test ist unterwegs. Das Ergebnis steht gleich hier.")
        )
    return redirect("delivery:endpoint-show", pk)


@never_cache
@require_POST
def endpoint_secret(request: VisitorRequest, pk: int) -> HttpResponse:
    """Show what signs the calls, or make it anew; both are written down."""
    by = allowed(rules.can_manage_endpoints, request).account
    endpoint: Any = get_object_or_404(Endpoint, pk=pk)
    is_new = "neu" in request.POST
    act = endpoints.renew_secret if is_new else endpoints.show_secret
    context = {
        "endpoint": endpoint,
        "secret": act(endpoint, by=by),
        "is_new": is_new,
        "test_event": events.TEST_EVENT,
    }
    return render(request, "delivery/endpoint_secret.html", context)


def _posted(request: VisitorRequest) -> Any:
    return request.POST if request.method == "POST" else None
