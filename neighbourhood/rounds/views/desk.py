"""The SPK's side of rounds: call one, look after it, write its result."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import number_asked
from neighbourhood.rounds import registry, rules, workflow
from neighbourhood.rounds.enums import PartyRole, RoundState
from neighbourhood.rounds.forms.convening import AddPartyForm, MeetingForm
from neighbourhood.rounds.forms.deciding import CancelForm, DecideForm
from neighbourhood.rounds.forms.taking_part import MessageForm, RecordForm
from neighbourhood.rounds.models import Round, RoundParty
from neighbourhood.rounds.queries import rounds as queries
from neighbourhood.rounds.queries.reopening import may_reopen, reopens_until
from neighbourhood.rounds.queries.visits import mark_new, seen_until
from neighbourhood.rounds.services import (
    attaching,
    convening,
    deciding,
    meeting,
    taking_part,
    talking,
    waiting,
)

DETAIL = "rounds:round-detail"
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    if not rules.can_see_rounds(request.visitor):
        raise PermissionDenied
    view = request.GET.get("ansicht", "offen")
    offset = min(number_asked(request, "ab") or 0, queries.FARTHEST)
    page = queries.desk_list(request.visitor, view, offset=offset)
    figures = queries.figures(request.visitor)
    context = {
        "page": page,
        "tabs": [
            (
                f"{name} ({figures[key]})" if figures.get(key) else str(name),
                f"?ansicht={key}",
                key == view,
            )
            for key, name in queries.VIEWS.items()
        ],
        "next_url": f"?ansicht={view}&ab={page.next_offset}",
        "may_convene": rules.can_convene(request.visitor),
    }
    return render(request, "rounds/round_list.html", context)


@require_safe
def round_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, led(request, pk), MessageForm())


@require_POST
@keeps_draft(
    "round-word",
    gettext_lazy("Nachricht in einer Runde"),
    MessageForm,
    url=lambda draft: reverse(DETAIL, kwargs=resolve(draft.target).kwargs),
)
def round_say(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    form = MessageForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["message"]
        try:
            talking.say(row, text=text, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            return redirect(f"{row.get_absolute_url()}#gespraech")
    return _shown(request, row, form)


@require_http_methods(METHODS)
def party_add(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    form = AddPartyForm(posted(request), departments=queries.departments_beside(row))

    def act() -> str:
        department = form.cleaned_data["department"]
        role = PartyRole(form.cleaned_data["role"])
        convening.add(row, department, role=role, by=request.visitor.account)
        return _("Eingeladen.")

    return acted(request, row, form, act, title=_("Weiteres Amt einladen"))


@require_http_methods(METHODS)
def meeting_set(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    form = MeetingForm(posted(request), initial=MeetingForm.initial_of(row))

    def act() -> str:
        meeting.set_meeting(row, form.meeting, by=request.visitor.account)
        return _("Gespeichert. Die Ämter bekommen eine Mail mit dem Termin.")

    return acted(request, row, form, act, title=_("Treffen"))


@require_http_methods(METHODS)
@keeps_draft("round-decision", gettext_lazy("Ergebnis einer Runde"), DecideForm)
def round_decide(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    if not rules.can_decide(request.visitor, row):
        raise PermissionDenied
    procedure = registry.get(row.kind)
    form = DecideForm(posted(request), row=row, procedure=procedure)

    def act() -> str:
        deciding.decide(row, form.result, by=request.visitor.account)
        return _("Das Ergebnis steht fest. Alle hören davon.")

    return acted(
        request,
        row,
        form,
        act,
        title=_("Ergebnis festhalten"),
        leads_to=procedure.next_page,
    )


@require_http_methods(METHODS)
@keeps_draft("round-cancel", gettext_lazy("Absage einer Runde"), CancelForm)
def round_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    if not rules.can_decide(request.visitor, row):
        raise PermissionDenied
    form = CancelForm(posted(request))

    def act() -> str:
        reason = form.cleaned_data["reason"]
        deciding.cancel(row, reason=reason, by=request.visitor.account)
        return _("Die Runde ist abgesagt. Alle hören davon.")

    return acted(request, row, form, act, title=_("Runde absagen"))


@require_POST
def round_stop_waiting(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    try:
        waiting.stop_waiting(row, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Die Runde wartet auf niemanden mehr."))
    return redirect(row)


@require_http_methods(METHODS)
@keeps_draft(
    "round-record",
    gettext_lazy("Stellungnahme eines Amtes in einer Runde"),
    RecordForm,
    without=("papers",),
)
def statement_record(request: HttpRequest, pk: int) -> HttpResponse:
    """What a department said on the telephone or at the meeting."""
    rows = RoundParty.objects.visible_to(request.visitor)
    party = get_object_or_404(rows.select_related("department"), pk=pk)
    row = led(request, party.round_id)
    procedure = registry.get(row.kind)
    form = RecordForm(posted(request), request.FILES or None, procedure=procedure)

    def act() -> str:
        by = request.visitor.account
        files = attaching.stored(form.cleaned_data["papers"], by=by)
        taking_part.record(party, form.said_with(files), by=by)
        return _("Die Stellungnahme ist eingetragen.")

    title = _("Stellungnahme eintragen: %(department)s") % {
        "department": party.department.name
    }
    return acted(request, row, form, act, title=title)


def led(request: HttpRequest, pk: int) -> Round:
    """The round on the SPK's side; a department's own page is another."""
    rows = queries.with_everything().at_desk_of(request.visitor)  # type: ignore[attr-defined]  # of its QuerySet
    row: Round = get_object_or_404(rows, pk=pk)
    if not rules.can_lead(request.visitor, row):
        raise PermissionDenied
    return row


def acted(
    request: HttpRequest,
    row: Round,
    form: Form,
    act: Callable[[], str],
    *,
    title: str,
    leads_to: Callable[[Round], str] = Round.get_absolute_url,
) -> HttpResponse:
    """One form of the SPK on a page of its own, then on."""
    if form.is_valid():
        try:
            done = act()
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, done)
            row.refresh_from_db()
            return redirect(leads_to(row))
    context = {
        "round": row,
        "form": form,
        "title": title,
        "has_text": any(field.widget_type == "textarea" for field in form),
        "trail": [
            (_("Runden"), reverse("rounds:round-list")),
            (row.title, row.get_absolute_url()),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "rounds/round_form.html", context, status=status)


def _shown(request: HttpRequest, row: Round, form: MessageForm) -> HttpResponse:
    procedure = registry.get(row.kind)
    may_decide = rules.can_decide(request.visitor, row)
    since = seen_until(row, by=request.visitor.account)
    context = {
        "new_count": mark_new(row, since, own=None),
        "is_first_visit": since is None,
        "live_path": f"/ws/runde/{row.pk}/",
        "page_url": row.get_absolute_url(),
        "calendar_url": reverse("rounds:round-calendar", args=[row.pk]),
        "reopens_until": reopens_until(row) if may_decide and may_reopen(row) else None,
        "may_move": row.is_live
        and any(each.is_unanswered for each in row.parties.all()),
        "round": row,
        "procedure": procedure,
        "ending": procedure.endings.get(row.result_code),
        "statements": queries.statements_in(row),
        "form": form,
        "may_decide": may_decide and row.is_live,
        "may_stop_waiting": workflow.may_become(row.state, RoundState.DECIDING),
        "may_call_again": not row.is_live
        and rules.can_convene_in(request.visitor, procedure, row.region_id),
        "trail": [(_("Runden"), reverse("rounds:round-list"))],
    }
    status = 422 if form.errors else 200
    return render(request, "rounds/round_detail.html", context, status=status)
