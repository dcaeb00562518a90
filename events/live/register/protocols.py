"""Protocols, and questions that become ideas, tell the registries."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies, kinds, owndata, slots
from commons.blackening import Blackening
from commons.copies import About
from commons.notifications import reasons, subjects
from commons.verbs import registry as verbs
from events.live import desk_panels
from events.live.models import Protocol, Question
from events.live.verbs import protocols
from events.live.verbs.protocols import WAS_THERE


def register() -> None:
    verbs.declare(*protocols.VERBS)
    reasons.register(
        WAS_THERE,
        _("Sie bekommen diese Mail, weil Sie bei der Veranstaltung dabei waren."),
        short=_("Sie waren dabei"),
        subject=subjects.OWN,
        through=None,
    )
    kinds.register(
        kinds.Kind(
            key="protocol",
            model="live.Protocol",
            label=_("Protokoll"),
            title=lambda protocol: protocol.room.title,
            url=lambda protocol: protocol.get_absolute_url(),
            region_id=lambda protocol: protocol.room.event.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("room__occurrence__event",),
        )
    )
    copies.register("live.Protocol", ("summary",), _protocols)
    slots.fill(
        "desk",
        template="live/_question_behind.html",
        context=desk_panels.question_behind,
        order=20,
        query_budget=1,
    )
    _register_own_data()


def _register_own_data() -> None:
    owndata.register(
        model="live.Protocol",
        user_fields=("written_by",),
        label=_("Protokolle, die Sie geschrieben haben"),
        retain=_("Bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("pk", "summary", "written_at", "published_at"),
        staff=_("Wer ein Protokoll zuletzt geschrieben hat, für Rückfragen."),
    )
    owndata.register(
        model="live.QuestionIdea",
        user_fields=("turned_by",),
        label=_("Fragen, aus denen Sie Ideen gemacht oder erbeten haben"),
        retain=_("Bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("pk", "question_id", "turned_at"),
        staff=_("Wer aus einer Frage eine Idee gemacht hat, für Rückfragen."),
    )


def _protocols(about: About, _black: Blackening) -> QuerySet:
    """A summary may quote what somebody asked."""
    rooms = Question.objects.filter(pk__in=about.of("room_question")).values("room")
    return Protocol.objects.filter(room__in=rooms)
