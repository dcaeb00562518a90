"""What did not arrive, for the people who can do something about it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import wake
from commons.delivery import causes, outcomes, queries, rules, services, standstills
from commons.delivery.forms import OtherAddressForm
from commons.delivery.models import Delivery
from commons.delivery.views.desk import allowed, refusals_told
from commons.errors import RuleViolation
from commons.requests import VisitorRequest, number_asked


@require_safe
def delivery_list(request: VisitorRequest) -> HttpResponse:
    visitor = allowed(rules.can_see_failures, request)
    cause = request.GET.get("grund", "")
    cause = cause if cause in causes.WORDS else ""
    before = number_asked(request, "vor")
    groups = queries.groups()
    context = {
        "groups": groups,
        "group": next((group for group in groups if group.key == cause), None),
        "number": sum(group.number for group in groups),
        "page": queries.failures(cause=cause, before=before),
        "is_first": before is None,
        "late": queries.late_count(),
        "standstill": standstills.current(),
        "can_manage_endpoints": rules.can_manage_endpoints(visitor),
    }
    return render(request, "delivery/delivery_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_show(request: VisitorRequest, pk: int) -> HttpResponse:
    """One of them with all that is known; the POST sends it to another address."""
    visitor = allowed(rules.can_see_failures, request)
    rows = Delivery.objects.failed().select_related("to_user", "endpoint")
    delivery = get_object_or_404(rows, pk=pk)
    form = OtherAddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        by = allowed(rules.can_readdress, request).account
        _require_desk_of(request, delivery)
        if form.is_valid() and _readdressed(delivery, form, by):
            messages.success(request, _("Die Sendung geht an die andere Adresse."))
            return redirect("delivery:delivery-list")
    (shown,) = queries.shown_of([delivery])
    context = {
        "shown": shown,
        "form": form,
        "first_to": queries.masked(delivery.first_address or ""),
        "can_readdress": rules.can_readdress(visitor)
        and shown.can_be_readdressed
        and _is_ours(visitor, delivery),
    }
    status = 422 if form.errors else 200
    return render(request, "delivery/delivery_show.html", context, status=status)


@require_POST
def delivery_retry(request: VisitorRequest, pk: int) -> HttpResponse:
    by = allowed(rules.can_retry, request).account
    delivery = get_object_or_404(Delivery, pk=pk)
    _require_desk_of(request, delivery)
    with refusals_told(request):
        services.retry(delivery, by=by)
        messages.success(request, _("Die Sendung geht noch einmal hinaus."))
    return redirect("delivery:delivery-list")


@require_POST
def delivery_retry_all(request: VisitorRequest) -> HttpResponse:
    by = allowed(rules.can_retry, request).account
    may = partial(_is_ours, request.visitor)
    number = services.retry_all(by=by, cause=_cause(request) or None, may=may)
    words = ngettext(
        "%(number)d Sendung geht noch einmal hinaus.",
        "%(number)d Sendungen gehen noch einmal hinaus.",
        number,
    )
    messages.success(request, words % {"number": number})
    return redirect("delivery:delivery-list")


@require_POST
def delivery_dismiss(request: VisitorRequest, pk: int) -> HttpResponse:
    by = allowed(rules.can_retry, request).account
    delivery = get_object_or_404(Delivery, pk=pk)
    _require_desk_of(request, delivery)
    with refusals_told(request):
        services.dismiss(delivery, by=by)
        messages.success(request, _("Beiseitegelegt."))
    return redirect("delivery:delivery-list")


@require_POST
def delivery_dismiss_all(request: VisitorRequest) -> HttpResponse:
    """Only for one cause: nobody has looked at all of them at once."""
    by = allowed(rules.can_retry, request).account
    cause = _cause(request)
    may = partial(_is_ours, request.visitor)
    number = services.dismiss_all(by=by, cause=cause, may=may) if cause else 0
    words = ngettext(
        "%(number)d Sendung ist beiseitegelegt.",
        "%(number)d Sendungen sind beiseitegelegt.",
        number,
    )
    messages.success(request, words % {"number": number})
    return redirect("delivery:delivery-list")


def _is_ours(visitor: Any, delivery: Delivery) -> bool:
    return rules.can_look_after(visitor, outcomes.region_of(delivery))


def _require_desk_of(request: VisitorRequest, delivery: Delivery) -> None:
    """A mail about an idea of another desk's Stadtteil is that desk's to mend."""
    if not _is_ours(request.visitor, delivery):
        raise PermissionDenied


@require_POST
def standstill_knock(request: VisitorRequest) -> HttpResponse:
    """Somebody put our access right: ask the mail server at once."""
    allowed(rules.can_retry, request)
    standstills.knock_at_once()
    wake.on_commit("delivery.send_due", once=True)
    messages.success(request, _("Wir fragen den Mailserver gleich noch einmal."))
    return redirect("delivery:delivery-list")


def _readdressed(delivery: Delivery, form: OtherAddressForm, by: Any) -> bool:
    try:
        services.readdress(delivery, **form.cleaned_data, by=by)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


def _cause(request: VisitorRequest) -> str:
    cause = str(request.POST.get("grund", ""))
    return cause if cause in causes.WORDS else ""
