"""Voting from a phone, with or without JavaScript."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commons import guard
from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from commons.requests import public
from events.live.forms.polls import VoteForm
from events.live.models import Participant, Poll
from events.live.queries import own, polls
from events.live.services import voting

# Of one person: a whole hall votes through the same network in one minute.
VOTE_RATE = "60/10m"


@public
@require_POST
def poll_vote(request: HttpRequest, pk: int) -> HttpResponse:
    poll = polls.find(pk, request.visitor)
    if poll is None:
        raise Http404
    participant = own.participant_of(poll.room, request.visitor)
    # Sent in the background, it is done with; else the ordinary way says why not.
    is_live = request.headers.get("X-Fragment") == "live"
    kind, words = _voted(request, poll, participant)
    if is_live and kind is messages.success:
        return HttpResponse(status=204)
    if not is_live:
        kind(request, words)
    return redirect(poll if participant else poll.room)


def _voted(
    request: HttpRequest, poll: Poll, participant: Participant | None
) -> tuple[Callable[[HttpRequest, str], None], str]:
    """How the answer is said, and its words."""
    if participant is None:
        return messages.error, _("Bitte treten Sie dem Saal bei, dann geht es.")
    form = VoteForm(request.POST, poll=poll)
    chosen = form.cleaned_data["antwort"] if form.is_valid() else []
    try:
        _limit(request, participant)
        is_new = voting.vote(poll, chosen, by=participant)
    except RuleViolation as violation:
        return messages.error, str(violation.message)
    if is_new:
        return messages.success, _("Danke. Ihre Stimme ist gezählt.")
    return messages.success, _("Ihre Stimme war schon gezählt. Sie zählt einmal.")


def _limit(request: HttpRequest, participant: Participant) -> None:
    who = f"participant {participant.pk}"
    guard.limit(request, "poll-vote", VOTE_RATE, per=guard.Per.SUBJECT, subject=who)
