"""An undertaking from the partner's side: yes, no, how it goes, and the end."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.accounts.visitors import Visitor
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.together import rules
from participation.together.enums import State
from participation.together.forms.undertakings import (
    AcceptForm,
    JoiningForm,
    ReasonForm,
    ReportForm,
)
from participation.together.models import Progress, Undertaking
from participation.together.queries import offers, terms, undertakings
from participation.together.services import beginning, consent, reporting, taking
from participation.together.services.reporting import is_trusted
from participation.together.views.loading import seen, spoken_for, trail_of

RATE = "30/h"


@require_safe
def undertaking_list(request: HttpRequest) -> HttpResponse:
    """All for whom the visitor speaks."""
    context = {"rows": undertakings.own_of(request.visitor)}
    return render(request, "together/undertaking_list.html", context)


@require_safe
def undertaking_show(request: HttpRequest, pk: int) -> HttpResponse:
    row = seen(request, pk)
    visitor = request.visitor
    speaks = rules.speaks_for(visitor, row)
    looks_after = rules.can_look_after(visitor, row)
    context = {
        "row": row,
        "idea": row.idea,
        "reports": list(row.reports.order_by("submitted_at", "pk")),
        "offers": offers.fitting(row.idea) if not row.is_over else [],
        "speaks": speaks,
        "looks_after": looks_after,
        "may_settle": looks_after and consent.may_go_on_without(row),
        "may_withdraw": rules.can_withdraw(visitor, row),
        "reads_consent": speaks or looks_after,
        "trail": trail_of(row.idea),
    }
    return render(request, "together/undertaking_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("together-accept", gettext_lazy("Zusage zu einer Idee"), AcceptForm)
def undertaking_accept(request: HttpRequest, pk: int) -> HttpResponse:
    row = spoken_for(request, pk)
    form = AcceptForm(posted(request), initial={"report_on": terms.latest_report()})
    by = request.visitor.account
    if _done(form, lambda: taking.accept(row, **form.cleaned_data, by=by)):
        messages.success(request, _("Danke. Alle, die der Idee folgen, hören davon."))
        return redirect(row)
    context = {
        "row": row,
        "idea": row.idea,
        "form": form,
        "offers": offers.fitting(row.idea),
        "trail": trail_of(row.idea),
    }
    status = 422 if form.errors else 200
    return render(request, "together/undertaking_accept.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("together-end", gettext_lazy("Absage zu einer Idee"), ReasonForm)
def undertaking_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline what is offered, give up what runs, take back what was begun."""
    row = seen(request, pk)
    end = _ending(request.visitor, row)
    if end is None:
        raise PermissionDenied
    form = ReasonForm(posted(request), help_text=_who_reads(end))
    by = request.visitor.account
    if _done(form, lambda: end(row, reason=form.cleaned_data["reason"], by=by)):
        messages.success(request, _("Danke, dass Sie Bescheid sagen."))
        return redirect(row)
    context = {"row": row, "idea": row.idea, "form": form, "trail": trail_of(row.idea)}
    status = 422 if form.errors else 200
    return render(request, "together/undertaking_end.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "together-report",
    gettext_lazy("Bericht zu einer Idee"),
    ReportForm,
    without=("key",),
)
def undertaking_report(request: HttpRequest, pk: int) -> HttpResponse:
    row = spoken_for(request, pk)
    form = ReportForm(posted(request))

    def report() -> None:
        guard.limit(request, "together-report", RATE)
        reporting.report(row, form.report, by=request.visitor.account)

    if _done(form, report):
        messages.success(request, _("Danke für Ihren Bericht."))
        return redirect(row)
    context = {
        "row": row,
        "idea": row.idea,
        "form": form,
        "is_trusted": is_trusted(row),
        "trail": trail_of(row.idea),
    }
    status = 422 if form.errors else 200
    return render(request, "together/undertaking_report.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("together-joining", gettext_lazy("Wo man mitmachen kann"), JoiningForm)
def undertaking_joining(request: HttpRequest, pk: int) -> HttpResponse:
    row = spoken_for(request, pk)
    form = JoiningForm(posted(request), initial={"joining": row.joining})
    by = request.visitor.account
    if _done(form, lambda: taking.change_joining(row, **form.cleaned_data, by=by)):
        messages.success(request, _("Gespeichert."))
        return redirect(row)
    context = {"row": row, "idea": row.idea, "form": form, "trail": trail_of(row.idea)}
    status = 422 if form.errors else 200
    return render(request, "together/undertaking_joining.html", context, status=status)


@require_POST
def progress_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own report, public or not."""
    rows = Progress.objects.filter(author=request.visitor.account)
    progress = get_object_or_404(rows, pk=pk)
    try:
        reporting.withdraw(progress, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Ihr Bericht ist zurückgezogen."))
    return redirect("together:undertaking-show", progress.undertaking_id)


End = Callable[..., object]


def _ending(visitor: Visitor, row: Undertaking) -> End | None:
    speaks = rules.speaks_for(visitor, row)
    if speaks and row.state == State.OFFERED:
        return taking.decline
    if speaks and row.is_running:
        return taking.give_up
    return beginning.withdraw if rules.can_withdraw(visitor, row) else None


def _who_reads(end: End) -> str:
    if end is taking.give_up:
        return _("Öffentlich. Wer der Idee folgt, bekommt diesen Satz.")
    if end is taking.decline:
        return _("Das liest nur die SPK.")
    return _("Das lesen alle, die schon gefragt wurden.")


def _done(form: Form, act: Callable[[], object]) -> bool:
    """Whether a valid form was taken in; a rule that says no is an error of it."""
    if not form.is_valid():
        return False
    try:
        act()
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()
