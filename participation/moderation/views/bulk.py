"""Deciding on many at once: pick, look at what would happen, decide, undo."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.accounts.visitors import Visitor
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.moderation.forms.bulk import BulkForm, ModuleForm, picks_in
from participation.moderation.forms.decisions import DECIDE, INSERT
from participation.moderation.models import BulkRun
from participation.moderation.queries import bulk as queries
from participation.moderation.services import bulk
from participation.moderation.services.forecasting import (
    Outlook,
    Prospect,
    forecast,
    prospects_of,
    verdicts_for,
)
from participation.moderation.views.desk import desk_trail, desk_visitor, wish_of

LONGEST_QUERY = 400


@dataclass
class Picked:
    """What somebody wants to decide on together."""

    visitor: Visitor
    prospects: list[Prospect]
    here: str
    form: BulkForm | None = None
    outlook: Outlook | None = None
    left_out: int = 0
    picks: dict[int, int] = field(default_factory=dict)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "bulk-decision",
    gettext_lazy("Entscheidung über mehrere Beiträge"),
    BulkForm,
    without=("module",),
)
def bulk_create(request: HttpRequest) -> HttpResponse:
    """One ruling for what was ticked (`wahl`), or for a whole filter (`alle`)."""
    visitor = desk_visitor(request)
    picked = _picked(request, visitor)
    if not picked.prospects:
        messages.warning(request, _("Bitte wählen Sie mindestens einen Beitrag."))
        return redirect(_queue(picked.here))
    verdicts = verdicts_for(picked.prospects)
    if request.method != "POST":
        picked.form = BulkForm(verdicts=verdicts)
        return _render(request, picked)
    if request.POST.get("schritt") == INSERT:
        typed = ModuleForm(request.POST).applied_to(request.POST.dict())
        picked.form = BulkForm(verdicts=verdicts, initial=typed)
        return _render(request, picked)
    picked.form = BulkForm(request.POST, verdicts=verdicts)
    return _posted(request, picked, picked.form)


def _posted(request: HttpRequest, picked: Picked, form: BulkForm) -> HttpResponse:
    if not form.is_valid():
        return _render(request, picked, status=422)
    try:
        if request.POST.get("schritt") == DECIDE:
            by = picked.visitor.account
            run = bulk.start(picked.picks, form.ruling, by=by, here=picked.here)
            return redirect("moderation:bulk", run.pk)
        picked.outlook = forecast(picked.prospects, form.ruling, visitor=picked.visitor)
    except RuleViolation as violation:
        form.add_violation(violation)
        return _render(request, picked, status=409)
    return _render(request, picked)


@require_safe
def bulk_show(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each; while the worker is at it, how far it is."""
    visitor = desk_visitor(request)
    run = get_object_or_404(BulkRun, pk=pk, made_by=visitor.account)
    context = {
        "trail": desk_trail(),
        "run": run,
        "progress": queries.progress_of(run),
        "queue_url": _queue(run.here),
    }
    return render(request, "moderation/bulk.html", context)


@require_POST
def bulk_undo(request: HttpRequest, pk: int) -> HttpResponse:
    visitor = desk_visitor(request)
    run = get_object_or_404(BulkRun, pk=pk, made_by=visitor.account)
    refusals = bulk.undo(run, by=visitor.account)
    undone = queries.progress_of(run).undone
    words = ngettext(
        "%(count)s Entscheidung rückgängig gemacht. Niemand hat davon erfahren.",
        "%(count)s Entscheidungen rückgängig gemacht. Niemand hat davon erfahren.",
        undone,
    )
    if undone:
        messages.success(request, words % {"count": undone})
    for message in dict.fromkeys(str(each.message) for each in refusals):
        messages.warning(request, message)
    return redirect("moderation:bulk", pk)


def _picked(request: HttpRequest, visitor: Visitor) -> Picked:
    asked = request.POST if request.method == "POST" else request.GET
    here = asked.get("hier", "")[:LONGEST_QUERY]
    picks, left_out = picks_in(asked.getlist("wahl")), 0
    if request.method != "POST" and "alle" in asked:
        wish = wish_of(request, visitor)
        picks, left_out = queries.picks_of(visitor, wish, most=bulk.MOST)
        here = wish.address(cursor="")
    picks = queries.seen_by(visitor, picks)
    return Picked(visitor, prospects_of(picks), here, left_out=left_out, picks=picks)


def _queue(here: str) -> str:
    address = reverse("moderation:queue")
    return f"{address}?{here}" if here else address


def _render(request: HttpRequest, picked: Picked, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "trail": desk_trail(),
        "form": picked.form,
        "prospects": picked.prospects,
        "outlook": picked.outlook,
        "left_out": picked.left_out,
        "most": bulk.MOST,
        "here": picked.here,
        "queue_url": _queue(picked.here),
    }
    return render(request, "moderation/bulk_create.html", context, status=status)
