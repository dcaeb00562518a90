"""Polls tell the registries: their kind, their part of the page, own data."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies, kinds, slots
from commons.accounts.visitors import Visitor
from commons.blackening import Blackening
from commons.copies import About
from commons.verbs import registry as verbs
from events.live import parts, poll_panels
from events.live.models import Poll, PollOption, Question, Room
from events.live.poll_states import SEEN
from events.live.queries import polls as queries
from events.live.verbs import polls


def register() -> None:
    verbs.declare(*polls.VERBS)
    kinds.register(
        kinds.Kind(
            key="poll",
            model="live.Poll",
            label=_("Umfrage im Saal"),
            title=lambda poll: poll.question,
            url=lambda poll: poll.get_absolute_url(),
            region_id=lambda poll: poll.room.event.region_id,
            visible_to=_visible,
            related=("room__occurrence__event",),
        )
    )
    copies.register("live.Poll", ("question", "plain_line"), _polls)
    copies.register("live.PollOption", ("label",), _options)
    parts.register("polls", queries.items)
    _register_places()


def _register_places() -> None:
    slots.fill(
        "live-room",
        template="live/_polls.html",
        context=poll_panels.on_phone,
        order=10,
        query_budget=6,
    )
    slots.fill(
        "live-screen",
        template="live/_screen_polls.html",
        context=poll_panels.on_screen,
        order=10,
        query_budget=2,
    )
    slots.fill(
        "live-moderation",
        template="live/_poll_ways.html",
        context=poll_panels.for_moderation,
        order=10,
        query_budget=1,
    )


def _visible(rows: QuerySet, visitor: Visitor) -> QuerySet:
    """Those that have begun in rooms one sees; all of those one leads."""
    seen = Room.objects.visible_to(visitor).values("pk")
    managed = Room.objects.managed_by(visitor).values("pk")
    begun = rows.filter(state__in=sorted(SEEN), room__in=seen).values("pk")
    led = rows.filter(room__in=managed).values("pk")
    return rows.filter(pk__in=begun.union(led))


def _polls(about: About, _black: Blackening) -> QuerySet:
    """The hall may be asked in the words of somebody's question."""
    return Poll.objects.filter(room__in=_rooms(about))


def _options(about: About, _black: Blackening) -> QuerySet:
    return PollOption.objects.filter(poll__room__in=_rooms(about))


def _rooms(about: About) -> QuerySet:
    return Question.objects.filter(pk__in=about.of("room_question")).values("room")
