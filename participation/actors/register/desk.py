"""Profiles and their changes at the desk."""

from django.utils.translation import gettext_lazy as _

from commons import kinds
from participation.actors.models import Actor, ActorChange
from participation.actors.queries import versions
from participation.actors.register import redaction
from participation.actors.services import changing, publication
from participation.actors.services.contents import as_stored
from participation.moderation import desk

LETTER = "A"  # before the number at the desk: A-17


def register() -> None:
    redaction.register()
    desk.register(
        desk.DeskKind(
            kind="actor",
            template="actors/_actor_at_desk.html",
            title_of=lambda actor: actor.name,
            text_of=lambda actor: _all_words(actor.name, as_stored(actor)),
            number_of=lambda actor: f"{LETTER}-{actor.pk}",
            apply=publication.apply,
            verdicts=tuple(publication.VERBS),
            withdraw=publication.withdraw,
            related=("logo", "planning_area"),
            by_number=_by_number,
            versions_of=versions.at_desk,
            twins_of=lambda _actor, _most: (),
            keep=publication.keep,
            undo=publication.undo,
            redacting=redaction.ACTOR,
        )
    )
    kinds.register(
        kinds.Kind(
            key="actor_change",
            model="actors.ActorChange",
            label=_("Änderung eines Profils"),
            title=lambda change: change.content["name"],
            url=lambda change: change.get_absolute_url(),
            region_id=lambda change: change.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("actor",),
        )
    )
    desk.register(
        desk.DeskKind(
            kind="actor_change",
            template="actors/_change_at_desk.html",
            title_of=lambda change: change.content["name"],
            text_of=_words_of_change,
            number_of=lambda change: f"{LETTER}-{change.actor_id}",
            apply=changing.apply,
            verdicts=tuple(changing.VERBS),
            withdraw=changing.withdraw,
            related=("actor", "logo"),
            # It says what its own profile says.
            twins_of=lambda _change, _most: (),
            redacting=redaction.CHANGE,
        )
    )


def _by_number(number: str) -> Actor | None:
    return desk.numbered(Actor.objects.all(), number, LETTER)


def _words_of_change(change: ActorChange) -> str:
    return _all_words(change.content["name"], change.content)


def _all_words(name: str, content: versions.Content) -> str:
    return f"{name}\n\n{versions.words_of(content)}"
