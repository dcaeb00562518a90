"""The SPK's side of promises: what is open, and what became of it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.clock import berlin_date, berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.files import services as files
from commons.tables import Cell, csv_response
from participation.referrals import rules
from participation.referrals.forms.promises import (
    FilterForm,
    PromiseForm,
    first_values,
)
from participation.referrals.models import Promise
from participation.referrals.promise_states import OPEN
from participation.referrals.queries import promises as queries, promises_list
from participation.referrals.services import inquiries, promises
from participation.referrals.views.referring import referable_idea

LATE = "ueberfaellig"


@require_safe
def promise_list(request: HttpRequest) -> HttpResponse:
    """All that is promised and open, by day."""
    form = _filter(request)
    department = form.cleaned_data["amt"]
    is_late = form.cleaned_data["ansicht"] == LATE
    page = promises_list.page(request.visitor, is_late=is_late, department=department)
    query = request.GET.urlencode()
    context = {
        "page": page,
        "form": form,
        "tabs": _tabs(department, is_late=is_late),
        "departments": promises_list.departments(request.visitor),
        "today": berlin_today(),
        "csv_url": f"{reverse('referrals:promise-list-csv')}?{query}",
        "may_change": rules.can_change_terms(request.visitor),
        "trail": [(_("Weiterleitungen"), reverse("referrals:referral-list"))],
    }
    return render(request, "referrals/promise_list.html", context)


@require_safe
def promise_list_csv(request: HttpRequest) -> HttpResponse:
    form = _filter(request)
    rows = promises_list.rows(
        request.visitor,
        is_late=form.cleaned_data["ansicht"] == LATE,
        department=form.cleaned_data["amt"],
    )
    header = [
        _("Idee"),
        _("Titel"),
        _("Stadtteil"),
        _("Amt"),
        _("zugesagt"),
        _("letzter Tag"),
        _("verschoben"),
        _("überfällig"),
        _("Amt gefragt"),
    ]
    return csv_response("zusagen.csv", header, _lines(rows))


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("promise", gettext_lazy("Stand einer Zusage"), PromiseForm)
def promise_show(request: HttpRequest, number: str) -> HttpResponse:
    """Its history, what the Amt says, and the next step."""
    idea = referable_idea(request, number)
    step = promises_list.newest_on(idea)
    if step is None:
        raise Http404
    inquiry = getattr(step, "inquiry", None)
    form = _form(request, step)
    if form.is_bound and form.is_valid() and _done(request, step, form):
        return redirect("referrals:promise-show", number)
    context = {
        "idea": idea,
        "step": step,
        "is_open": step.step in OPEN,
        "is_late": queries.is_overdue(step),
        "also": len(queries.retold(step.answer)) if step.step in OPEN else 0,
        "history": queries.history_of([step.answer])[step.answer_id],
        "inquiry": inquiry,
        "asked": inquiries.keeping(inquiries.promising(step)),
        "form": form,
        "today": berlin_today(),
        "trail": [
            (_("Weiterleitungen"), reverse("referrals:referral-list")),
            (_("Zusagen"), reverse("referrals:promise-list")),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/promise_show.html", context, status=status)


@require_POST
def promise_ask(request: HttpRequest, number: str) -> HttpResponse:
    """Send the Amt the question, with a link of its own."""
    idea = referable_idea(request, number)
    step = promises_list.newest_on(idea)
    if step is None:
        raise Http404
    try:
        inquiries.ask(step, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Das Amt bekommt eine Mail mit der Frage."))
    return redirect("referrals:promise-show", number)


def _filter(request: HttpRequest) -> FilterForm:
    if not rules.can_keep_promises(request.visitor):
        raise PermissionDenied
    form = FilterForm(request.GET)
    if not form.is_valid():
        form = FilterForm({})
        form.is_valid()
    return form


def _tabs(department: int | None, *, is_late: bool) -> list[tuple[str, str, bool]]:
    path = reverse("referrals:promise-list")
    also = f"&amt={department}" if department else ""
    return [
        (_("Alle offenen"), f"{path}?{also.lstrip('&')}", not is_late),
        (_("Überfällig"), f"{path}?ansicht={LATE}{also}", is_late),
    ]


def _lines(rows: list[Promise]) -> Iterator[list[Cell]]:
    today = berlin_today()
    for step in rows:
        idea, lead = step.idea, step.idea.lead_department
        is_late = step.promised_on is not None and step.promised_on < today
        inquiry = getattr(step, "inquiry", None)
        yield [
            idea.number,
            idea.title,
            idea.region.name if idea.region else "",
            lead.name if lead else "",
            step.words,
            step.promised_on,
            step.number - 1,
            _("ja") if is_late else "",
            berlin_date(inquiry.asked_at) if inquiry else None,
        ]


def _form(request: HttpRequest, step: Promise) -> PromiseForm:
    if request.method == "POST":
        return PromiseForm(request.POST, request.FILES)
    return PromiseForm(
        initial=first_values(step.number, getattr(step, "inquiry", None))
    )


def _done(request: HttpRequest, step: Promise, form: PromiseForm) -> bool:
    if form.cleaned_data["number"] != step.number:
        form.add_error(
            None, _("Inzwischen ist etwas anderes vermerkt. Bitte sehen Sie nach.")
        )
        return False
    try:
        _take_step(step, form, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(
        request, _("Gespeichert und öffentlich. Alle, die folgen, hören davon.")
    )
    return True


def _take_step(step: Promise, form: PromiseForm, *, by: Any) -> None:
    words, way = form.cleaned_data["reason"], form.cleaned_data["way"]
    if way == form.HAPPENED:
        upload = form.cleaned_data["photo"]
        photo = (
            files.store_image(upload, by=by, purpose=promises.PHOTO) if upload else None
        )
        day = form.cleaned_data["done_on"]
        promises.keep(step.answer, done_on=day, words=words, photo=photo, by=by)
    elif way == form.LATER:
        kind, day = form.later
        promises.move(step.answer, to=day, kind=kind, reason=words, by=by)
    else:
        promises.give_up(step.answer, reason=words, by=by)
