"""Who may not write just now, and what somebody has written so far."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from commons import kinds
from commons.accounts.enums import SPK_ROLES, TWO_FACTOR_ROLES
from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from participation.moderation import desk
from participation.moderation.enums import Publication
from participation.moderation.models import Block, Moderated

# What others see of somebody, or soon may.
STANDING = (
    Publication.PUBLISHED,
    Publication.SUBMITTED,
    Publication.CHANGES_REQUESTED,
)
MOST_SHOWN = 50  # of each kind


@dataclass(frozen=True)
class Earlier:
    """Something that a blocked person wrote before; it stays unless decided on."""

    contribution: Moderated

    @property
    def kind(self) -> str:
        return kinds.of(self.contribution).key

    @property
    def label(self) -> str:
        return str(kinds.of(self.contribution).label)

    @property
    def number(self) -> str:
        return desk.of(self.contribution).number_of(self.contribution)

    @property
    def title(self) -> str:
        return desk.of(self.contribution).title_of(self.contribution)


def active_of(user: User | None) -> Block | None:
    """The block that holds now; one query."""
    if user is None:
        return None
    rows = Block.objects.active().filter(user_id=user.pk)
    return rows.select_related("decision").first()


def all_blocks() -> QuerySet[Block]:
    """Newest first, with what a list shows of each."""
    rows = Block.objects.select_related("user", "decision", "decision__decided_by")
    return rows.newest_first()


def to_review(until: date) -> QuerySet[Block]:
    """Blocks without an end on which somebody should look again by then."""
    rows = Block.objects.active().filter(review_on__lte=until)
    return rows.select_related("user").order_by("review_on", "pk")


def earlier_of(user: User) -> list[Earlier]:
    """What somebody wrote that stands or waits, newest first; a query a kind."""
    found: list[Earlier] = []
    for desk_kind in desk.all_kinds():
        rows: Any = desk_kind.model_class._default_manager.select_related(
            *desk_kind.related
        )
        mine = rows.filter(author=user, publication__in=STANDING).order_by("-pk")
        found += [Earlier(row) for row in mine[:MOST_SHOWN]]
    return sorted(found, key=lambda each: each.contribution.submitted_at, reverse=True)


def is_staff(user: User) -> bool:
    """Works for the SPK or an Amt: their roles are withdrawn, they are not blocked."""
    roles = visitor_for(user).roles
    return bool(roles & (SPK_ROLES | TWO_FACTOR_ROLES))
