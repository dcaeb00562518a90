"""The department's side of a round: one page, with an account or on a link.

Somebody without an account comes by the link of a mail, a member signs in; the same
rule decides for both, and it opens this one round, never another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.files.models import StoredFile
from commons.files.views import answer_with
from commons.links.views import link_page
from commons.requests import public
from neighbourhood.departments import speaking
from neighbourhood.departments.clerks import Actor, Clerk, coming_in
from neighbourhood.departments.speaking import Spoken
from neighbourhood.rounds import contacts, party_states, registry, rules
from neighbourhood.rounds.enums import PartyState
from neighbourhood.rounds.forms.taking_part import (
    DeclineForm,
    MessageForm,
    StatementForm,
)
from neighbourhood.rounds.models import RoundParty
from neighbourhood.rounds.queries import rounds as queries
from neighbourhood.rounds.queries.visits import mark_new, seen_until
from neighbourhood.rounds.services import attaching, taking_part, talking, visiting

WRITE_RATE = "60/h"
SHOW = "rounds:party-show"


@dataclass(frozen=True)
class Opened:
    """One department's place in a round, and who came to it."""

    party: RoundParty
    clerk: Clerk

    @property
    def actor(self) -> Actor:
        return self.clerk.actor

    @property
    def thing(self) -> str:
        """What a Geschäftszeichen belongs to."""
        return f"round:{self.party.round_id}"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_show(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the mail's link leads: a page that says nothing, then the round."""
    return link_page(
        request, token, purpose=rules.DOOR.purpose, destination=taking_part.opened
    )


@public
@never_cache
@require_safe
def party_show(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_place(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    return _shown(request, opened, MessageForm())


@public
@never_cache
@require_POST
def party_read(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody has the page before their eyes; what comes now is new next time."""
    opened = open_place(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    taking_part.mark_read(opened.party, **opened.actor)
    visiting.note(opened.party.round, **opened.actor)
    return redirect(SHOW, pk)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "round-statement",
    gettext_lazy("Stellungnahme in einer Runde"),
    StatementForm,
    without=("papers",),
)
def party_state(request: HttpRequest, pk: int) -> HttpResponseBase:
    def make(opened: Opened) -> StatementForm:
        return StatementForm(
            posted(request),
            request.FILES or None,
            procedure=registry.get(opened.party.round.kind),
            initial=speaking.remembered(request, opened.thing),
        )

    def act(opened: Opened, form: StatementForm) -> None:
        papers = form.cleaned_data["papers"]
        files = attaching.stored(papers, by=opened.actor["by"])
        taking_part.state(opened.party, form.said_with(files), **opened.actor)
        speaking.remember(request, opened.thing, form.cleaned_data)
        messages.success(request, _("Danke. Ihre Stellungnahme lesen jetzt alle."))

    return _act(request, pk, make, act)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("round-decline", gettext_lazy("Absage an eine Runde"), DeclineForm)
def party_decline(request: HttpRequest, pk: int) -> HttpResponseBase:
    def act(opened: Opened, form: Form) -> None:
        reason = form.cleaned_data["reason"]
        taking_part.decline(opened.party, reason=reason, **opened.actor)
        messages.success(request, _("Danke. Die Runde wartet nicht auf Sie."))

    return _act(request, pk, lambda _opened: DeclineForm(posted(request)), act)


@public
@never_cache
@require_POST
@keeps_draft(
    "round-message",
    gettext_lazy("Nachricht in einer Runde"),
    MessageForm,
    url=lambda draft: reverse(SHOW, kwargs=resolve(draft.target).kwargs),
)
def party_say(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_place(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    form = MessageForm(request.POST)
    if form.is_valid() and _said(request, opened, form):
        return redirect(f"{reverse(SHOW, args=[pk])}#gespraech")
    return _shown(request, opened, form)


@public
@never_cache
@require_safe
def party_file(request: HttpRequest, pk: int, key: UUID) -> HttpResponseBase:
    """A paper of any statement in this round."""
    opened = open_place(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    papers = StoredFile.objects.filter(purpose=attaching.PURPOSE)
    rows = papers.filter(pk__in=queries.files_in(opened.party.round_id))
    return answer_with(request, get_object_or_404(rows, key=key))


def open_place(request: HttpRequest, pk: int) -> Opened | HttpResponseBase:
    """The place in the round, or where somebody goes who has no right to it."""
    clerk = coming_in(request, rules.DOOR, pk)
    if isinstance(clerk, HttpResponseBase):
        return clerk
    rows = RoundParty.objects.select_related("round", "department", "link", "due_on")
    party = rows.filter(pk=pk).first()
    if party is None or not rules.can_take_part(clerk, party):
        raise Http404
    return Opened(party, clerk.by_name(party.department_id))


def _act(
    request: HttpRequest,
    pk: int,
    make: Callable[[Opened], Any],
    act: Callable[[Opened, Any], None],
) -> HttpResponseBase:
    """One form of the department on a page of its own, then back to the round."""
    opened = open_place(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    form = make(opened)
    if request.method == "POST" and form.is_valid():
        try:
            guard.limit(request, "round", WRITE_RATE)
            act(opened, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            return redirect(SHOW, pk)
    name = request.resolver_match.url_name if request.resolver_match else ""
    template = f"rounds/{str(name).replace('-', '_')}.html"
    context = {"party": opened.party, "round": opened.party.round, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def _said(request: HttpRequest, opened: Opened, form: MessageForm) -> bool:
    text, party = form.cleaned_data["message"], opened.party
    known = speaking.remembered(request, opened.thing)
    spoken = Spoken(known["speaker"], known["unit"])
    try:
        guard.limit(request, "round", WRITE_RATE)
        talking.say(party.round, text=text, party=party, spoken=spoken, **opened.actor)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()


def _shown(request: HttpRequest, opened: Opened, form: MessageForm) -> HttpResponseBase:
    party = opened.party
    row = queries.with_everything().get(pk=party.round_id)
    procedure = registry.get(row.kind)
    since = seen_until(row, **opened.actor)
    context = {
        "new_count": mark_new(row, since, own=party.pk),
        "is_first_visit": since is None,
        "live_path": f"/ws/runde/{row.pk}/",
        "page_url": party.get_absolute_url(),
        "calendar_url": reverse("rounds:party-calendar", args=[party.pk]),
        "party": party,
        "round": row,
        "procedure": procedure,
        "ending": procedure.endings.get(row.result_code),
        "form": form,
        "statements": queries.statements_in(row),
        "contact": contacts.contact_for(row.region),
        "is_on_link": opened.clerk.link is not None,
        "may_state": row.is_live,
        "may_decline": row.is_live
        and party.is_asked
        and party_states.may_become(party.state, PartyState.DECLINED),
    }
    status = 422 if form.errors else 200
    return render(request, "rounds/party_show.html", context, status=status)
