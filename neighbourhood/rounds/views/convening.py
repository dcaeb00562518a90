"""Calling departments together by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import number_asked
from neighbourhood.rounds import registry, rules
from neighbourhood.rounds.enums import PartyRole
from neighbourhood.rounds.forms.convening import ConveneForm
from neighbourhood.rounds.models import MODERATING, Round
from neighbourhood.rounds.services import convening

AGAIN = "nach"


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "round", gettext_lazy("Runde mehrerer Ämter"), ConveneForm, parameters=(AGAIN,)
)
def round_create(request: HttpRequest) -> HttpResponse:
    """A new round, or an ended one taken up again with its words and departments."""
    visitor = request.visitor
    procedures = registry.called_by(visitor)
    if not procedures:
        raise PermissionDenied
    old = _continued(request)
    form = ConveneForm(
        posted(request),
        initial=_initial(old) if old else None,
        procedures=procedures,
        regions=visitor.region_ids(*MODERATING),
    )
    if form.is_valid():
        try:
            row = _convened(request, form, old)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Die Runde ist eröffnet, alle sind geladen."))
            return redirect(row)
    context = {
        "form": form,
        "old": old,
        "trail": [(_("Runden"), reverse("rounds:round-list"))],
    }
    status = 422 if form.errors else 200
    return render(request, "rounds/round_create.html", context, status=status)


def _convened(request: HttpRequest, form: ConveneForm, old: Round | None) -> Round:
    call = form.call(continues=old)
    procedure = registry.get(call.kind)
    region_id = call.region.pk if call.region else None
    if not rules.can_convene_in(request.visitor, procedure, region_id):
        raise PermissionDenied
    return convening.convene(
        call,
        asked=list(form.cleaned_data["asked"]),
        informed=list(form.cleaned_data["informed"]),
        by=request.visitor.account,
    )


def _continued(request: HttpRequest) -> Round | None:
    pk = number_asked(request, AGAIN)
    if pk is None:
        return None
    rows = Round.objects.at_desk_of(request.visitor).prefetch_related("parties")
    row: Round = get_object_or_404(rows, pk=pk)
    procedure = registry.get(row.kind)
    if row.is_live or not rules.can_convene_in(
        request.visitor, procedure, row.region_id
    ):
        raise PermissionDenied
    return row


def _initial(old: Round) -> dict[str, Any]:
    def in_role(role: PartyRole) -> list[int]:
        return [row.department_id for row in old.parties.all() if row.role == role]

    return {
        "kind": old.kind,
        "title": old.title,
        "question": old.question,
        "region": old.region_id,
        "asked": in_role(PartyRole.ASKED),
        "informed": in_role(PartyRole.INFORMED),
        "working_days": old.working_days,
    }
