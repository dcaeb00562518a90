"""The life of a poll: prepared, opened, ended, its result shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.live import pulse
from events.live.models import Poll, PollOption, Room
from events.live.poll_states import PollKind, PollState, require_poll
from events.live.services.locking import locked_room, require_open

PART = frozenset({"polls"})
LEAST_OPTIONS = 2
MOST_OPTIONS = 12
MOST_POLLS = 50


@dataclass(frozen=True)
class PollContent:
    """What is asked, and how it is counted."""

    question: str
    plain_line: str
    options: Sequence[str]
    kind: str = PollKind.SINGLE
    most: int = 1
    shows_before_end: bool = False
    may_change: bool = False


@transaction.atomic
def prepare(room: Room, content: PollContent, *, by: User) -> Poll:
    """Write a poll that nobody sees yet.

    Raises:
        RuleViolation: `room_closed`, `too_many_polls`, or the answers do not fit
            (`options`, `most`).
    """
    room = locked_room(room.pk)
    if room.is_closed:
        raise RuleViolation(_("Dieser Saal ist beendet."), code="room_closed")
    if Poll.objects.filter(room=room).count() >= MOST_POLLS:
        raise RuleViolation(
            _("In einem Saal sind höchstens %(most)d Umfragen möglich.")
            % {"most": MOST_POLLS},
            code="too_many_polls",
        )
    _require_fitting(content)
    poll = Poll.objects.create(room=room, **_fields_of(content))
    _write_options(poll, content.options)
    happened("poll.prepared", poll, by=by)
    return poll


@transaction.atomic
def change(poll: Poll, content: PollContent, *, by: User) -> Poll:
    """Write a poll anew; once it was open, its words stay.

    Raises:
        RuleViolation: `poll_begun`, `options` or `most`.
    """
    poll = locked_poll(poll.pk)
    _require_prepared(poll)
    _require_fitting(content)
    for name, value in _fields_of(content).items():
        setattr(poll, name, value)
    poll.save(update_fields=list(_fields_of(content)))
    poll.options.all().delete()
    _write_options(poll, content.options)
    happened("poll.changed", poll, by=by)
    return poll


@transaction.atomic
def drop(poll: Poll, *, by: User) -> None:
    """Throw away a poll that was never open.

    Raises:
        RuleViolation: it was (`poll_begun`).
    """
    poll = locked_poll(poll.pk)
    _require_prepared(poll)
    happened("poll.dropped", poll, by=by)
    poll.delete()


@transaction.atomic
def open_poll(poll: Poll, *, by: User) -> Poll:
    """Let everybody in the room vote.

    Raises:
        RuleViolation: the room is not open (`closed`), or the poll has been already.
    """
    room = locked_room(poll.room_id)
    require_open(room)
    poll = locked_poll(poll.pk)
    require_poll(poll.state, PollState.OPEN)
    poll.state, poll.opened_at = PollState.OPEN, timezone.now()
    poll.save(update_fields=["state", "opened_at"])
    happened("poll.opened", poll, by=by)
    pulse.changed(room.pk, PART)
    return poll


@transaction.atomic
def close(poll: Poll, *, by: User | None) -> Poll:
    """Count no more, and forget who took part and what they chose.

    Raises:
        RuleViolation: it does not run.
    """
    poll = locked_poll(poll.pk)
    require_poll(poll.state, PollState.CLOSED)
    poll.votes.all().delete()
    poll.state, poll.closed_at = PollState.CLOSED, timezone.now()
    poll.save(update_fields=["state", "closed_at"])
    happened("poll.closed", poll, by=by)
    if poll.shows_before_end:
        _show(poll, by=by)
    pulse.changed(poll.room_id, PART)
    return poll


@transaction.atomic
def show_result(poll: Poll, *, by: User) -> Poll:
    """Let everybody see the figures, folded where a group is small.

    Raises:
        RuleViolation: it still runs, or its result is shown already.
    """
    poll = locked_poll(poll.pk)
    if poll.is_open:
        raise RuleViolation(_("Diese Umfrage läuft noch."), code="poll_runs")
    _show(poll, by=by)
    pulse.changed(poll.room_id, PART)
    return poll


def close_all(room: Room, *, by: User | None) -> None:
    """With the room ends what runs in it; call it in the closing transaction."""
    for poll in Poll.objects.filter(room=room, state=PollState.OPEN).order_by("pk"):
        close(poll, by=by)


def locked_poll(pk: int) -> Poll:
    polls = Poll.objects.select_related("room__occurrence__event")
    return polls.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _show(poll: Poll, *, by: User | None) -> None:
    require_poll(poll.state, PollState.SHOWN)
    poll.state, poll.shown_at = PollState.SHOWN, timezone.now()
    poll.save(update_fields=["state", "shown_at"])
    happened("poll.result_shown", poll, by=by)


def _fields_of(content: PollContent) -> dict[str, object]:
    is_multiple = content.kind == PollKind.MULTIPLE
    return {
        "question": content.question,
        "plain_line": content.plain_line,
        "kind": content.kind,
        "most": content.most if is_multiple else 1,
        "shows_before_end": content.shows_before_end,
        "may_change": content.may_change,
    }


def _write_options(poll: Poll, labels: Sequence[str]) -> None:
    PollOption.objects.bulk_create(
        PollOption(poll=poll, position=position, label=label)
        for position, label in enumerate(labels, start=1)
    )


def _require_prepared(poll: Poll) -> None:
    if not poll.is_prepared:
        raise RuleViolation(
            _("Diese Umfrage hat schon begonnen. Ihre Worte bleiben, wie sie sind."),
            code="poll_begun",
        )


def _require_fitting(content: PollContent) -> None:
    labels = list(content.options)
    if not LEAST_OPTIONS <= len(labels) <= MOST_OPTIONS:
        raise RuleViolation(
            _("Eine Umfrage braucht %(least)d bis %(most)d Antworten.")
            % {"least": LEAST_OPTIONS, "most": MOST_OPTIONS},
            code="options",
        )
    if len(set(labels)) < len(labels):
        raise RuleViolation(_("Eine Antwort steht zweimal da."), code="options")
    is_multiple = content.kind == PollKind.MULTIPLE
    if is_multiple and not 1 <= content.most <= len(labels):
        raise RuleViolation(_("So viele Antworten gibt es nicht."), code="most")
