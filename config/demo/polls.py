"""Polls of the demo's assembly: one with its result, one that runs, one prepared."""

from collections.abc import Sequence

from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.tokens import hash_of
from events.live.models import Participant, Poll, Room
from events.live.poll_states import PollKind
from events.live.services import joining, polls, voting
from events.live.services.polls import PollContent

VOTERS = 34
ENDED = PollContent(
    "Soll die Charlottenburger Straße eine Fahrradstraße werden?",
    "Sollen in der Straße vor allem Fahrräder fahren?",
    ("Ja", "Nein", "Enthaltung"),
)
RUNNING = PollContent(
    "Was ist am Antonplatz am wichtigsten?",
    "Was soll zuerst am Antonplatz besser werden?",
    ("Schatten", "Sitzplätze", "Sicher über die Straße", "Ein Brunnen"),
    kind=PollKind.MULTIPLE,
    most=2,
    shows_before_end=True,
    may_change=True,
)
PREPARED = PollContent(
    "Treffen wir uns im Frühjahr wieder?",
    "Soll es im Frühling noch eine Versammlung geben?",
    ("Ja", "Nein"),
)
# Which answer each of them gives, over and over.
SAID = ((0,), (1,), (0,), (0,), (1,), (2,), (0,))
WANTED = ((0, 1), (1, 2), (0,), (2, 3), (0, 2), (1,), (0, 3))


def ask(room: Room, *, by: User) -> None:
    """Hold the polls in an open room."""
    people = [_guest(room, number) for number in range(VOTERS)]
    ended = polls.open_poll(polls.prepare(room, ENDED, by=by), by=by)
    _vote(ended, people, SAID)
    polls.show_result(polls.close(ended, by=by), by=by)
    running = polls.open_poll(polls.prepare(room, RUNNING, by=by), by=by)
    _vote(running, people, WANTED)
    polls.prepare(room, PREPARED, by=by)


def _guest(room: Room, number: int) -> Participant:
    visitor = Visitor(device=hash_of(f"demo-saal-{number}"))
    return joining.join(room, visitor, nickname=f"Gast {number + 1}")


def _vote(
    poll: Poll, people: Sequence[Participant], answers: Sequence[tuple[int, ...]]
) -> None:
    keys = list(poll.options.values_list("pk", flat=True))
    for number, person in enumerate(people):
        chosen = answers[number % len(answers)]
        voting.vote(poll, [keys[at] for at in chosen], by=person)
