"""Rooms and their questions: kinds, desk, words that can be blackened, own data."""

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from commons import copies, kinds, owndata, slots
from commons.blackening import Blackening
from commons.copies import About
from commons.verbs import registry as verbs
from events.live import panels, parts
from events.live.models import AgendaItem, Participant, Question
from events.live.queries import own, showing
from events.live.services import forgetting, publication
from events.live.verbs import questions, rooms
from participation.moderation import desk
from participation.moderation.redacting import Redacting, Words

KIND = "room_question"
LETTER = "S"


def register() -> None:
    verbs.declare(*rooms.VERBS, *questions.VERBS)
    _register_kinds()
    _register_desk()
    _register_copies()
    _register_own_data()
    _register_places()
    parts.register("state", showing.state)
    parts.register("agenda", showing.agenda)
    parts.register("attendance", showing.attendance)
    parts.register("questions", showing.questions)
    parts.register("answered", showing.answered)


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="room",
            model="live.Room",
            label=_("Saal"),
            title=lambda room: room.title,
            url=lambda room: room.get_absolute_url(),
            region_id=lambda room: room.event.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("occurrence__event",),
        )
    )
    kinds.register(
        kinds.Kind(
            key=KIND,
            model="live.Question",
            label=_("Frage im Saal"),
            title=title_of,
            url=lambda question: question.get_absolute_url(),
            region_id=lambda question: question.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("room__occurrence__event",),
        )
    )


def title_of(question: Question) -> str:
    return Truncator(question.text).chars(80)


def _register_desk() -> None:
    desk.register(
        desk.DeskKind(
            kind=KIND,
            title_of=lambda question: question.room.title,
            text_of=lambda question: question.text,
            number_of=lambda question: f"{LETTER}-{question.pk}",
            apply=publication.apply,
            verdicts=tuple(publication.VERBS),
            by_number=_by_number,
            # Who moderates the room merges there; the desk reads what was reported.
            twins_of=lambda _question, _most: (),
            related=("room__occurrence__event",),
            keep=publication.keep,
            undo=publication.undo,
            redacting=Redacting(words=_words),
            is_looked_at=False,
        )
    )


def _by_number(number: str) -> Question | None:
    return desk.numbered(Question.objects.all(), number, LETTER)


def _words(question: Question) -> list[Words]:
    return [Words("frage", _("Frage"), question.text)]


def _register_copies() -> None:
    copies.register("live.Question", ("text",), _questions)
    copies.register("live.Participant", ("nickname",), _people)
    copies.register("live.AgendaItem", ("title",), _points)


def _questions(about: About, _black: Blackening) -> QuerySet:
    return Question.objects.filter(pk__in=about.of(KIND))


def _people(about: About, _black: Blackening) -> QuerySet:
    """A name that somebody gave themselves may be one that nobody should read."""
    return Participant.objects.filter(
        pk__in=Question.objects.filter(pk__in=about.of(KIND)).values("participant")
    )


def _points(about: About, _black: Blackening) -> QuerySet:
    return AgendaItem.objects.filter(
        room__in=Question.objects.filter(pk__in=about.of(KIND)).values("room")
    )


def _register_own_data() -> None:
    owndata.register(
        model="live.Room",
        user_fields=("opened_by",),
        label=_("Säle, die Sie geöffnet haben"),
        retain=_("Bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("pk", "opened_at", "closed_at"),
        staff=_("Wer einen Saal geöffnet hat, für Rückfragen."),
    )
    owndata.register(
        model="live.Participant",
        user_fields=("user",),
        label=_("Säle, in denen Sie dabei waren"),
        retain=_(
            "30 Tage nach dem Ende vergisst der Saal Namen, Geräte und Konten. Übrig "
            "bleibt eine Zahl."
        ),
        erase=forgetting.leave_all,
        export=own.rooms_of,
    )
    owndata.register(
        model="live.Question",
        user_fields=("author",),
        label=_("Ihre Fragen in Sälen"),
        retain=_("Bleiben ohne Ihren Namen im Protokoll."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("pk", "text", "state", "submitted_at"),
    )


def _register_places() -> None:
    slots.fill(
        "event-registration",
        template="live/_of_event.html",
        context=panels.of_event,
        order=15,
        query_budget=6,
    )
