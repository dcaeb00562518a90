"""One actor with everything that its page shows."""

from dataclasses import dataclass
from typing import Any

from commons.accounts.visitors import Visitor
from commons.notifications.queries import following
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors import rules
from participation.actors.enums import Level
from participation.actors.models import Actor, ActorChange, ActorLink
from participation.moderation.enums import Publication


@dataclass(frozen=True)
class ActorPage:
    """`regions` are all where it works; `follow` is for the button, if it has one.

    `change` waits at the desk; only those see it who may know of it.
    """

    topics: list[Topic]
    regions: list[Region]
    links: list[ActorLink]
    level: Level | None
    may_edit: bool
    may_verify: bool
    may_see_people: bool
    follow: dict[str, Any] | None
    change: ActorChange | None


def by_pk(pk: int, visitor: Visitor) -> Actor | None:
    """The actor, if the visitor may see it."""
    rows = Actor.objects.select_related("region", "logo", "author", "decision")
    return rows.filter(pk=pk).visible_to(visitor).first()


def page_of(actor: Actor, visitor: Visitor) -> ActorPage:
    """Three queries for everybody, and those of the rules and the follow."""
    level = rules.level_of(visitor, actor)
    return ActorPage(
        topics=list(actor.topics.order_by("position", "name", "pk")),
        regions=list(actor.regions.order_by("number")),
        links=list(actor.links.all()),
        level=level,
        may_edit=rules.can_write(visitor, actor),
        may_verify=rules.can_verify(visitor, actor),
        may_see_people=rules.can_see_people(visitor, actor),
        follow=_follow_of(actor, visitor),
        change=change_of(actor) if level else None,
    )


def change_of(actor: Actor) -> ActorChange | None:
    """The change that waits at the desk, if there is one."""
    waiting = ActorChange.objects.filter(actor=actor, publication=Publication.SUBMITTED)
    return waiting.select_related("logo").first()


def _follow_of(actor: Actor, visitor: Visitor) -> dict[str, Any] | None:
    if not actor.is_public or actor.archived_at is not None:
        return None
    return following.button("actor", actor, visitor)
