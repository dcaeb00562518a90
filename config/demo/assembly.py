"""The demo's assembly: an open room in which Weißensee asks, supports and votes."""

from collections.abc import Mapping

from commons.accounts.models import User
from commons.accounts.visitors import Visitor, visitor_for
from commons.tokens import hash_of
from config.demo import events, polls
from events.calendar.models import Occurrence
from events.live.enums import HiddenBecause, Moderation, QuestionState
from events.live.models import Participant, Question, Room
from events.live.services import agenda, asking, handling, joining, rooms, supporting

POINTS = (
    "Begrüßung",
    "Bericht des Straßen- und Grünflächenamts",
    "Ihre Fragen",
    "Abstimmungen",
    "Wie es weitergeht",
)
# Each with how many want to know it, too.
ASKED = (
    ("Wann wird der Gehweg in der Charlottenburger Straße erneuert?", 14),
    ("Warum werden am Antonplatz keine Bäume nachgepflanzt?", 9),
    ("Kann die Ampel an der Berliner Allee länger grün sein?", 21),
    ("Wer leert die Papierkörbe am Weißen See am Wochenende?", 3),
)
FROM_HALL = "Gibt es genug Bänke für ältere Leute am Seeufer?"
ANSWERED = "Bleibt der Wochenmarkt auch während der Bauarbeiten?"
RUDE = "Was denken sich diese Schlafmützen eigentlich?"
WAITING = "Wann kommt der Trinkbrunnen, der versprochen war?"


def tell(people: Mapping[str, User]) -> None:
    """Open the room of the assembly, with questions in every state and polls."""
    clerk = people["moderation"]
    title = events.ASSEMBLY
    occurrence = Occurrence.objects.filter(event__title=title).order_by("starts_at")[0]
    room = rooms.prepare(occurrence, by=clerk)
    rooms.change(
        room,
        moderation=Moderation.AFTER,
        shows_names=False,
        takes_questions=True,
        by=clerk,
    )
    agenda.write(room, POINTS, by=clerk)
    room = rooms.open_room(room, by=clerk)
    agenda.go_to(room.agenda.get(title=POINTS[2]), by=clerk)
    _ask(room, people, by=clerk)
    rooms.count_hall(room, people=63, by=clerk)
    polls.ask(room, by=clerk)


def _ask(room: Room, people: Mapping[str, User], *, by: User) -> None:
    questions = [_asked(room, number, text) for number, (text, _) in enumerate(ASKED)]
    for question, (_text, count) in zip(questions, ASKED, strict=True):
        for number in range(count):
            supporting.support(question, by=_guest(room, number))
    helper = joining.join(room, visitor_for(people["nachbar-01"]), is_helper=True)
    asking.ask(helper, text=FROM_HALL, for_hall=True)
    handling.put(questions[0], QuestionState.BOOKMARKED, by=by)
    handling.put(_asked(room, 5, ANSWERED), QuestionState.ANSWERED, by=by)
    handling.hide(_asked(room, 6, RUDE), because=HiddenBecause.INSULT, by=by)
    room = _read_first(room, by=by)
    _asked(room, 7, WAITING)


def _read_first(room: Room, *, by: User) -> Room:
    """From now on the moderation reads each question before all see it."""
    return rooms.change(
        room,
        moderation=Moderation.BEFORE,
        shows_names=False,
        takes_questions=True,
        by=by,
    )


def _asked(room: Room, number: int, text: str) -> Question:
    return asking.ask(_guest(room, number), text=text)


def _guest(room: Room, number: int) -> Participant:
    """The same phones that vote in `polls`."""
    visitor = Visitor(device=hash_of(f"demo-saal-{number}"))
    return joining.join(room, visitor, nickname=f"Gast {number + 1}")
