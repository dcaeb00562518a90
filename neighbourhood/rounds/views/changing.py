"""What the SPK changes: dates, who takes part, a result that does not hold."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from neighbourhood.rounds import rules
from neighbourhood.rounds.forms.changing import MoveForm, ReasonForm, ToldForm
from neighbourhood.rounds.models import Round, RoundParty
from neighbourhood.rounds.queries.reopening import may_reopen
from neighbourhood.rounds.services import by_hand, dating, removing, reopening, visiting
from neighbourhood.rounds.views.desk import METHODS, acted, led


@require_http_methods(METHODS)
@keeps_draft("round-move", gettext_lazy("Neuer Termin einer Runde"), MoveForm)
def round_move(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    awaited = row.parties.awaited().select_related("department")
    form = MoveForm(posted(request), awaited=awaited)

    def act() -> str:
        cleaned = form.cleaned_data
        party = form.awaited.get(cleaned["party"])
        until, reason = cleaned["until"], cleaned["reason"]
        by = request.visitor.account
        dating.move(row, until=until, reason=reason, party=party, by=by)
        return _("Der neue Termin gilt. Alle hören davon.")

    return acted(request, row, form, act, title=_("Termin verschieben"))


@require_http_methods(METHODS)
@keeps_draft("round-remove", gettext_lazy("Amt nicht mehr fragen"), ReasonForm)
def party_remove(request: HttpRequest, pk: int) -> HttpResponse:
    party, row = _place(request, pk)
    form = ReasonForm(posted(request))

    def act() -> str:
        reason = form.cleaned_data["reason"]
        removing.remove(party, reason=reason, by=request.visitor.account)
        return _("Die Runde wartet nicht mehr auf dieses Amt.")

    title = _("Nicht mehr fragen: %(department)s") % {
        "department": party.department.name
    }
    return acted(request, row, form, act, title=title)


@require_http_methods(METHODS)
def party_told(request: HttpRequest, pk: int) -> HttpResponse:
    """A body without a mailbox: somebody told them, on a day."""
    party, row = _place(request, pk)
    form = ToldForm(posted(request))

    def act() -> str:
        day = form.cleaned_data["told_on"]
        by_hand.mark_told(party, on=day, by=request.visitor.account)
        return _("Vermerkt. Die Aufgabe ist erledigt.")

    title = _("Von Hand einladen: %(department)s") % {
        "department": party.department.name
    }
    return acted(request, row, form, act, title=title)


@require_http_methods(METHODS)
@keeps_draft("round-reopen", gettext_lazy("Ergebnis zurücknehmen"), ReasonForm)
def round_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    if not rules.can_decide(request.visitor, row) or not may_reopen(row):
        raise PermissionDenied
    form = ReasonForm(posted(request))

    def act() -> str:
        reason = form.cleaned_data["reason"]
        reopening.reopen(row, reason=reason, by=request.visitor.account)
        return _("Die Runde geht weiter. Das frühere Ergebnis bleibt nachlesbar.")

    return acted(request, row, form, act, title=_("Ergebnis zurücknehmen"))


@require_POST
def round_seen(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    visiting.note(row, by=request.visitor.account)
    return redirect(row)


def _place(request: HttpRequest, pk: int) -> tuple[RoundParty, Round]:
    rows = RoundParty.objects.visible_to(request.visitor).select_related("department")
    party = get_object_or_404(rows, pk=pk)
    return party, led(request, party.round_id)
