"""An idea is offered to somebody by the SPK, or somebody takes it up."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.ideas.models import Idea
from participation.together import rules
from participation.together.enums import State
from participation.together.forms.undertakings import AdoptForm, OfferForm
from participation.together.models import Undertaking
from participation.together.queries import choices, offers, partners, undertakings
from participation.together.services import beginning
from participation.together.views.loading import public_idea, trail_of

RATE = "30/h"
LONGEST_QUERY = 80


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "together-offer",
    gettext_lazy("Anfrage an einen Akteur oder ein Netzwerk"),
    OfferForm,
    without=("key",),
    parameters=("q",),
)
def idea_offer(request: HttpRequest, number: str) -> HttpResponse:
    """Who fits comes first; others are found by name."""
    idea = public_idea(number)
    if not rules.can_offer(request.visitor, idea):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = partners.proposals(idea, words)
    form = OfferForm(posted(request), proposals=found)
    row = _offered(request, idea, form) if form.is_valid() else None
    if row is not None:
        messages.success(request, _said_of(row))
        return redirect(row)
    context = {
        "idea": idea,
        "form": form,
        "proposals": found,
        "words": words,
        "offers": offers.fitting(idea),
        "before": undertakings.at_desk_on(idea),
        "trail": trail_of(idea),
    }
    status = 422 if form.errors else 200
    return render(request, "together/idea_offer.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "together-adopt", gettext_lazy("Eine Idee aufgreifen"), AdoptForm, without=("key",)
)
def idea_adopt(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever speaks for nobody reads here how that goes."""
    idea = public_idea(number)
    spoken_for = choices.spoken_for(request.visitor)
    form = AdoptForm(posted(request), partners=spoken_for)
    row = _adopted(request, idea, form) if form.is_valid() else None
    if row is not None:
        messages.success(request, _said_of(row))
        return redirect(row)
    context = {
        "idea": idea,
        "form": form,
        "partners": spoken_for,
        "offers": offers.fitting(idea),
        "trail": trail_of(idea),
    }
    status = 422 if form.errors else 200
    return render(request, "together/idea_adopt.html", context, status=status)


def _offered(request: HttpRequest, idea: Idea, form: OfferForm) -> Undertaking | None:
    try:
        return beginning.offer(idea, form.call, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return None


def _adopted(request: HttpRequest, idea: Idea, form: AdoptForm) -> Undertaking | None:
    try:
        guard.limit(request, "together-adopt", RATE)
        return beginning.adopt(idea, form.call, by=request.visitor.account)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return None


def _said_of(row: Undertaking) -> str:
    if row.state == State.ASKING:
        return _("Gut. Wir fragen zuerst die Person, von der die Idee ist.")
    if row.state == State.OFFERED:
        return _("Die Anfrage ist unterwegs.")
    return _("Es kann losgehen. Alle, die der Idee folgen, hören davon.")
