"""Who may do what with an actor; states are the services' business.

What somebody is for an actor (`Level`) needs one query a request, `models.levels`.
"""

from commons.accounts.visitors import Visitor
from commons.files.models import StoredFile
from participation.actors.enums import SPEAKING, Level
from participation.actors.models import Actor, ActorChange, actor_ids, levels
from participation.moderation.coverage import MODERATING, covers_region
from participation.moderation.rules import can_write_rules

LONGEST_TEXT = 6_000
MOST_TOPICS = 8
MOST_LINKS = 6
# One owner falls ill, and nobody can let anybody in: two are asked for.
WANTED_OWNERS = 2


def level_of(visitor: Visitor, actor: Actor) -> Level | None:
    return levels(visitor).get(actor.pk)


def belongs_to(visitor: Visitor, actor: Actor) -> bool:
    """In whatever role; costs no query beside the visitor's grants."""
    return actor.pk in actor_ids(visitor)


def can_edit(visitor: Visitor, actor: Actor) -> bool:
    """Change the profile and speak for the actor."""
    return level_of(visitor, actor) in SPEAKING


def can_own(visitor: Visitor, actor: Actor) -> bool:
    """Let others in, change what they may, and take the profile back."""
    return level_of(visitor, actor) is Level.OWNER


def can_write(visitor: Visitor, actor: Actor) -> bool:
    """Change the profile: who edits it, and the SPK while nobody owns it."""
    return can_edit(visitor, actor) or can_look_after(visitor, actor)


def can_keep_people(visitor: Visitor, actor: Actor) -> bool:
    """Ask people in, give tasks, let go: owners, and the SPK while there is none."""
    return can_own(visitor, actor) or can_look_after(visitor, actor)


def can_see_people(visitor: Visitor, actor: Actor) -> bool:
    """Who works for it: its own people, and the SPK where it moderates."""
    return belongs_to(visitor, actor) or covers_region(visitor, actor.region_id)


def can_verify(visitor: Visitor, actor: Actor) -> bool:
    """The SPK of its Stadtteil; nobody vouches for their own actor."""
    is_others = not belongs_to(visitor, actor) and actor.author_id != visitor.user_id
    return is_others and covers_region(visitor, actor.region_id)


def can_look_after(visitor: Visitor, actor: Actor) -> bool:
    """The SPK of its Stadtteil, while nobody owns it; staff alone cost a query."""
    if not covers_region(visitor, actor.region_id):
        return False
    return actor.handovers.filter(closed_at__isnull=True).exists()


def can_see_logo(visitor: Visitor, logo: StoredFile) -> bool:
    """Whoever sees the profile, or the change that brings the logo."""
    shown = Actor.objects.filter(logo=logo).visible_to(visitor)
    if shown.exists():
        return True
    return ActorChange.objects.filter(logo=logo).visible_to(visitor).exists()


def is_public_logo(logo: StoredFile) -> bool:
    return Actor.objects.published().filter(logo=logo).exists()


def can_enter_for_others(visitor: Visitor) -> bool:
    """Write a profile of a house that has nobody here yet."""
    return visitor.has_role(*MODERATING)


def can_confirm(visitor: Visitor, actor: Actor) -> bool:
    """Say that the entry still holds: who writes it, and the SPK of its Stadtteil."""
    return can_edit(visitor, actor) or covers_region(visitor, actor.region_id)


def can_archive(visitor: Visitor, actor: Actor) -> bool:
    """Lay it into the archive; whoever may confirm takes it out again."""
    return can_own(visitor, actor) or covers_region(visitor, actor.region_id)


def can_tend_directory(visitor: Visitor) -> bool:
    """See the archive, and what people say is missing; each in their Stadtteile."""
    return visitor.has_role(*MODERATING)


def can_change_directory_terms(visitor: Visitor) -> bool:
    return can_write_rules(visitor)
