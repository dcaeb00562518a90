"""Voting: once from each account or device, counted exactly."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _, ngettext_lazy

from commons.errors import RuleViolation
from events.live import folding, pulse
from events.live.models import Participant, Poll, PollOption, Vote
from events.live.services.polls import PART, locked_poll


@transaction.atomic
def vote(poll: Poll, choices: Collection[int], *, by: Participant) -> bool:
    """Count somebody's vote; whether it counted anew.

    The poll's lock makes the figures exact and the constraint has the last word.
    Nothing goes into the history. Sent twice it counts once, also by somebody who has
    signed out in between; a different second vote counts instead of the first only
    where the poll says so.

    Args:
        choices: keys of options, as many as the poll takes.

    Raises:
        RuleViolation: `poll_not_open`, `not_in_room`, `no_choice`, `too_many`.
    """
    poll = locked_poll(poll.pk)
    _require_open(poll, by)
    chosen = _chosen(poll, choices)
    me = Participant.objects.who_is(by)
    # Two, where somebody voted in two places before we knew that they are one.
    row = Vote.objects.filter(poll=poll, participant__in=me).order_by("pk").first()
    is_new = row is None
    row = row or Vote.objects.create(poll=poll, participant=by)
    if not is_new and (not poll.may_change or row.choices == chosen):
        return False
    _count(poll, before=row.choices, now=chosen, is_new=is_new)
    if poll.may_change:
        row.choices = chosen
        row.save(update_fields=["choices"])
    return True


def _count(poll: Poll, *, before: list[int], now: list[int], is_new: bool) -> None:
    """Move the counters; who changes their mind moves some of them back."""
    options = PollOption.objects.filter(poll=poll)
    options.filter(pk__in=set(before) - set(now)).update(count=F("count") - 1)
    options.filter(pk__in=set(now) - set(before)).update(count=F("count") + 1)
    poll.ballots += is_new
    poll.since_look += 1
    if poll.shows_before_end and poll.since_look % folding.LEAST == 0:
        _look(poll)
    poll.save(update_fields=["ballots", "since_look", "ballots_held", "ballots_shown"])


def _look(poll: Poll) -> None:
    """Show the figures of the last look and keep today's for the next one.

    Only whole steps are looked at, whatever was chosen in them: the moment at which
    bars move must not tell of the vote that moved them.
    """
    options = list(poll.options.all())
    before, now = [each.held for each in options], [each.count for each in options]
    if not folding.may_step(before, now, poll.since_look):
        return
    PollOption.objects.filter(poll=poll).update(shown=F("held"), held=F("count"))
    poll.ballots_shown, poll.ballots_held = poll.ballots_held, poll.ballots
    poll.since_look = 0
    pulse.changed(poll.room_id, PART)


def _require_open(poll: Poll, by: Participant) -> None:
    if poll.room_id != by.room_id:
        raise RuleViolation(_("Bitte treten Sie dem Saal bei."), code="not_in_room")
    if not poll.is_open:
        raise RuleViolation(_("Diese Umfrage läuft nicht mehr."), code="poll_not_open")


def _chosen(poll: Poll, choices: Collection[int]) -> list[int]:
    """The options of this poll among them, in the order of their keys."""
    options = PollOption.objects.filter(poll=poll, pk__in=set(choices))
    chosen = sorted(options.values_list("pk", flat=True))
    if not chosen or len(chosen) < len(set(choices)):
        raise RuleViolation(_("Bitte wählen Sie eine Antwort."), code="no_choice")
    if len(chosen) > poll.most:
        raise RuleViolation(
            ngettext_lazy(
                "Bitte wählen Sie nur %(most)d Antwort.",
                "Bitte wählen Sie höchstens %(most)d Antworten.",
                poll.most,
            )
            % {"most": poll.most},
            code="too_many",
        )
    return chosen
