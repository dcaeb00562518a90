"""What can happen to a protocol, and to a question after the assembly."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons.notifications.queries.follows import listeners
from commons.verbs.registry import Params, Recipient, Told, Verb
from events.calendar.models import Registration
from events.calendar.queries.generations import generations_of
from events.live.models import Participant, Protocol, Question

WAS_THERE = "assembly"


def people_of(protocol: Protocol, _params: Params) -> Iterable[Recipient]:
    """Who registered, with or without an account; who took part; who follows."""
    room = protocol.room
    rows = Registration.objects.holding().filter(occurrence=room.occurrence_id)
    for row in rows.order_by("pk").only("user", "email", "language"):
        if row.user_id is not None:
            yield Recipient(user_id=row.user_id, reason=WAS_THERE)
        elif row.email:
            address, language = row.email, row.language
            yield Recipient(address=address, language=language, reason=WAS_THERE)
    there = Participant.objects.filter(room=room, user__isnull=False)
    for user_id in there.order_by("pk").values_list("user_id", flat=True):
        yield Recipient(user_id=user_id, reason=WAS_THERE)
    yield from listeners(room.event)


def tell_published(protocol: Protocol, _params: Params, _who: Recipient) -> Told | None:
    if not (protocol.is_published and protocol.room.event.is_public):
        return None
    words = {"title": protocol.room.title}
    return Told(
        line=_("Das Protokoll ist da: %(title)s") % words,
        subject=_("Das Protokoll ist da: %(title)s") % words,
        text=_(
            "Von „%(title)s“ gibt es jetzt das Protokoll. Darin stehen die Fragen, "
            "die Ergebnisse der Umfragen und was verabredet wurde."
        )
        % words,
        url=protocol.get_absolute_url(),
        action=_("Protokoll lesen"),
    )


def author_of(question: Question, _params: Params) -> Iterable[Recipient]:
    if question.author_id:
        yield Recipient(user_id=question.author_id, reason="author")


def tell_wished(question: Question, _params: Params, _who: Recipient) -> Told | None:
    if not question.is_public:
        return None
    words = {"title": question.room.title}
    return Told(
        line=_("Möchten Sie aus Ihrer Frage bei „%(title)s“ eine Idee machen?") % words,
        subject=_("Ihre Frage bei „%(title)s“: Wird daraus eine Idee?") % words,
        text=_(
            "Ihre Frage aus dem Saal „%(title)s“ soll weitergehen. Sie können daraus "
            "eine Idee machen: Dann liest die Redaktion sie, und wenn nötig antwortet "
            "ein Amt. Das steht Ihnen frei."
        )
        % words,
        url=reverse("live:question-turn", args=[question.pk]),
        action=_("Idee daraus machen"),
    )


def _generations(protocol: Protocol) -> Iterable[str]:
    return generations_of(protocol.room.event)


VERBS = (
    Verb("protocol.written", words=gettext_lazy("hat das Protokoll geschrieben")),
    Verb(
        "protocol.published",
        words=gettext_lazy("hat das Protokoll veröffentlicht"),
        audience=people_of,
        tell=tell_published,
        generations=_generations,
    ),
    Verb(
        "room_question.idea_wished",
        words=gettext_lazy("hat gefragt, ob aus einer Frage eine Idee wird"),
        audience=author_of,
        tell=tell_wished,
    ),
    Verb(
        "room_question.turned",
        words=gettext_lazy("hat aus einer Frage eine Idee gemacht"),
    ),
)
