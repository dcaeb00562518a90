"""Addresses that are not written to, and how one of them is written to again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commons.delivery import queries, rules, services
from commons.delivery.forms import LiftForm
from commons.delivery.models import Suppression
from commons.delivery.views.desk import allowed
from commons.errors import RuleViolation
from commons.requests import VisitorRequest, number_asked


@require_safe
def suppression_list(request: VisitorRequest) -> HttpResponse:
    visitor = allowed(rules.can_see_failures, request)
    before = number_asked(request, "vor")
    context = {
        "page": queries.suppressions(before=before),
        "is_first": before is None,
        "can_lift": rules.can_readdress(visitor),
        "can_manage_endpoints": rules.can_manage_endpoints(visitor),
    }
    return render(request, "delivery/suppression_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def suppression_lift(request: VisitorRequest, pk: int) -> HttpResponse:
    by = allowed(rules.can_readdress, request).account
    rows = Suppression.objects.in_force(timezone.now())
    suppression = get_object_or_404(rows, pk=pk)
    form = LiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _lifted(suppression, form, by):
        messages.success(request, _("An diese Adresse senden wir wieder."))
        return redirect("delivery:suppression-list")
    context = {"suppression": suppression, "form": form}
    status = 422 if form.errors else 200
    return render(request, "delivery/suppression_lift.html", context, status=status)


def _lifted(suppression: Suppression, form: LiftForm, by: Any) -> bool:
    try:
        services.lift(suppression, **form.cleaned_data, by=by)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()
