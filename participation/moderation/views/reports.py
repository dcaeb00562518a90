"""Reporting a contribution: open to everybody, and hides nothing by itself."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons import guard, kinds
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import ensure_device, keeps_draft
from commons.errors import RuleViolation
from commons.requests import client_network, public
from participation.moderation import desk
from participation.moderation.forms.fairness import ReceiptForm, ReportForm
from participation.moderation.models import Moderated, Report
from participation.moderation.services import reports
from participation.moderation.services.reports import Notice, Origin
from participation.moderation.workflow import FIRST_LOOK

RATE = "10/h"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "report", gettext_lazy("Meldung"), ReportForm, without=("is_in_good_faith",)
)
def report_create(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    contribution = _reportable(request, kind, pk)
    form = ReportForm(
        posted(request), request=request, is_signed_in=request.visitor.is_signed_in
    )
    if form.is_valid() and (report := _reported(request, contribution, form)):
        query = urlencode({"nr": report.reference})
        return redirect(f"{reverse('moderation:report-done')}?{query}")
    registered = kinds.of(contribution)
    context = {
        "form": form,
        "title": registered.title(contribution),
        "url": registered.url(contribution),
    }
    status = 422 if form.errors else 200
    return render(request, "moderation/report_create.html", context, status=status)


def _reported(
    request: HttpRequest, contribution: Moderated, form: ReportForm
) -> Report | None:
    try:
        guard.limit(request, "report", RATE)
        _spare(request, form.cleaned_data.get("address", ""))
        ensure_device(request)
        return reports.report(
            contribution,
            Notice(**form.cleaned_data),
            by=request.visitor.user,
            origin=Origin(request.visitor.device, client_network(request)),
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return None


def _spare(request: HttpRequest, address: str) -> None:
    """Whoever drops the cookie of the device still fills nobody's mailbox."""
    if address:
        subject = address.casefold()
        guard.limit(
            request, "report-mail", RATE, per=guard.Per.SUBJECT, subject=subject
        )


@public
@require_safe
def report_done(request: HttpRequest) -> HttpResponse:
    receipt = ReceiptForm(request.GET)
    number = receipt.cleaned_data["nr"] if receipt.is_valid() else ""
    context = {"number": number, "days": FIRST_LOOK}
    return render(request, "moderation/report_done.html", context)


def _reportable(request: HttpRequest, kind: str, pk: int) -> Moderated:
    """A contribution that the visitor can see in public."""
    is_kind = desk.find(kind) is not None
    found = kinds.load_visible(kind, pk, request.visitor) if is_kind else None
    if not isinstance(found, Moderated) or not found.is_public:
        raise Http404
    return found
