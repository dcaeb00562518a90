"""Undoing what one has just decided, as long as nobody was told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from participation.moderation.models import Decision
from participation.moderation.queries.undoing import name_of
from participation.moderation.services import undoing
from participation.moderation.views.desk import address_of, desk_visitor


@require_POST
def decision_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the contribution: it lies at the desk as before, claimed by oneself."""
    visitor = desk_visitor(request)
    rows = Decision.objects.select_related("item")
    decision = get_object_or_404(rows, pk=pk, decided_by=visitor.account)
    try:
        decision = undoing.undo(decision, by=visitor.account)
    except RuleViolation as violation:
        messages.warning(request, str(violation.message))
        return redirect("moderation:queue")
    words = _("%(name)s: rückgängig gemacht. Niemand hat davon erfahren.")
    messages.success(request, words % {"name": name_of(decision)})
    target = decision.item or undoing.contribution_of(decision)
    query = request.GET.urlencode()  # the filters that one works with
    address = address_of(target)
    return redirect(f"{address}?{query}" if query else address)
