"""A room in a house of its own: `python -m tests.live.hall make` and `… vote SECONDS`.

`make` prints the room's number. `vote` votes 20 times a second through the services as
web processes do, supports once a second, and prints what the services took.
"""

import json
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 -- needs the apps

from commons.accounts.models import User  # noqa: E402 -- needs the apps
from commons.accounts.visitors import Visitor  # noqa: E402 -- needs the apps
from events.live.enums import RoomState  # noqa: E402 -- needs the apps
from events.live.models import Participant, Poll, Question, Room  # noqa: E402 -- needs the apps
from events.live.services import asking, joining, polls, supporting, voting  # noqa: E402 -- needs the apps
from tests.factories.events import EventFactory  # noqa: E402 -- needs the apps

PEOPLE = 400
VOTES_A_SECOND = 20


def make() -> None:
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    clerk = User.objects.create_user("saal@example.org")
    event = EventFactory(author=clerk)
    room = Room.objects.create(
        occurrence=event.occurrences.get(),
        state=RoomState.OPEN,
        opened_at=event.submitted_at,
        moderation="after",
    )
    joined = [
        joining.join(room, Visitor(device=f"{number:064d}")) for number in range(PEOPLE)
    ]
    for number in range(10):
        asking.ask(joined[number], text=f"Wann kommt der {number}. Baum?")
    content = polls.PollContent(
        "Soll es eine Bank geben?", "Wer will eine Bank?", ("Ja", "Nein")
    )
    polls.open_poll(polls.prepare(room, content, by=clerk), by=clerk)
    print(room.pk)  # noqa: T201 -- whoever started us reads it


def vote(seconds: float) -> None:
    poll, question = Poll.objects.get(), Question.objects.order_by("pk")[0]
    options = [each.pk for each in poll.options.all()]
    people = list(Participant.objects.order_by("pk"))
    began, taken, supported = time.monotonic(), 0, 0
    while time.monotonic() - began < seconds:
        taken += voting.vote(poll, [options[taken % 2]], by=people[taken])
        if taken % VOTES_A_SECOND == 0:
            supported += 1
            supporting.support(question, by=people[supported])
        time.sleep(max(0.0, began + taken / VOTES_A_SECOND - time.monotonic()))
    said = {"votes": taken, "supports": supported, "question": question.item_key}
    print(json.dumps(said))  # noqa: T201 -- whoever started us reads it


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make()
    else:
        vote(float(sys.argv[2]))
