"""What somebody follows, and what they are asked when they want to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commons import kinds
from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.notifications import followables, hearing, reasons
from commons.notifications.followables import Followable
from commons.notifications.hearing import Hearing
from commons.notifications.models import Follow
from commons.notifications.queries.follows import PLAIN, follow_of
from commons.notifications.queries.wishes import Wishes, wishes_of

PAGE = 30
# Fewer are seen at a glance; a filter would only stand in the way.
MANY = 10


@dataclass(frozen=True)
class Followed:
    """One row of "Was ich verfolge"; `url` is empty for what is not public now."""

    pk: int
    label: str
    title: str
    url: str
    reason: str
    is_muted: bool
    hearing: Hearing


@dataclass(frozen=True)
class KindFollowed:
    """A kind to narrow the list to; an empty key stands for all of them."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class FollowedPage:
    rows: list[Followed]
    wishes: Wishes
    kinds: list[KindFollowed]
    before: int | None


@dataclass(frozen=True)
class Asking:
    """The page of one thing: what following it means, and how things stand."""

    kind: str
    target: Any
    label: str
    title: str
    told: str
    url: str
    follow: Follow | None
    follow_url: str
    hearing: Hearing


def target_of(kind: str, pk: int, visitor: Visitor) -> Any:
    """What is to be followed, if there is such a thing and the visitor may see it.

    What brings no more news is found by whoever follows it, so that they can leave.
    """
    followable = followables.find(kind)
    if followable is None:
        return None
    target = kinds.load_visible(kind, pk, visitor)
    if target is None or followable.is_open(target):
        return target
    return target if follow_of(visitor.user_id, target) else None


def asking(kind: str, target: Any, visitor: Visitor) -> Asking:
    followable = followables.get(kind)
    row = follow_of(visitor.user_id, target)
    return Asking(
        kind=kind,
        target=target,
        label=followable.label_of(target),
        title=str(kinds.get(kind).title(target)),
        told=str(followable.told),
        url=followable.url_of(target),
        follow=row,
        follow_url=reverse("notifications:follow", args=[kind, target.pk]),
        hearing=hearing.hearing_of(
            followable, row, _wishes_of(visitor), timezone.now()
        ),
    )


def button(kind: str, target: Any, visitor: Visitor) -> dict[str, Any]:
    """For `notifications/_follow.html` on the page of a thing; one query."""
    return {
        "follow": follow_of(visitor.user_id, target),
        "follow_url": reverse("notifications:follow", args=[kind, target.pk]),
    }


def followed_by(
    user: User, visitor: Visitor, *, kind: str = "", before: int | None = None
) -> FollowedPage:
    """Newest first: one query for the rows and one for each kind among them.

    Args:
        kind: only these; nothing for a kind that cannot be followed.
    """
    known = {each.kind: each for each in followables.all_followables()}
    mine = Follow.objects.filter(user=user, kind__in=list(known))
    rows = mine.filter(kind__in=[kind] if kind in known else []) if kind else mine
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    wishes = wishes_of([user.pk])[user.pk]
    targets = _targets(shown, visitor)
    return FollowedPage(
        rows=[
            _shown(row, known[row.kind], targets.get((row.kind, row.target_id)), wishes)
            for row in shown
        ],
        wishes=wishes,
        kinds=_kinds_of(mine, known.values()),
        before=shown[-1].pk if len(found) > PAGE else None,
    )


def _wishes_of(visitor: Visitor) -> Wishes:
    if visitor.user_id is None:
        return Wishes()
    return wishes_of([visitor.user_id])[visitor.user_id]


def _kinds_of(mine: Any, known: Iterable[Followable]) -> list[KindFollowed]:
    """The kinds among them; none while the list is short, or all are of one kind."""
    counts = {
        row["kind"]: row["count"]
        for row in mine.order_by().values("kind").annotate(count=Count("pk"))
    }
    total = sum(counts.values())
    if total <= MANY or len(counts) < 2:  # noqa: PLR2004 -- one kind is no choice
        return []
    each_kind = [
        KindFollowed(each.kind, str(each.many), counts[each.kind])
        for each in known
        if each.kind in counts
    ]
    return [KindFollowed("", _("Alles"), total), *each_kind]


def _targets(rows: Iterable[Follow], visitor: Visitor) -> dict[tuple[str, int], Any]:
    wanted: dict[str, list[int]] = {}
    for row in rows:
        wanted.setdefault(row.kind, []).append(row.target_id)
    found: dict[tuple[str, int], Any] = {}
    for key, ids in wanted.items():
        kind = kinds.get(key)
        named = kind.model_class._default_manager.filter(pk__in=ids)
        if kind.related:
            named = named.select_related(*kind.related)
        visible = kind.visible_to(named, visitor)
        found.update({(key, target.pk): target for target in visible})
    return found


def _shown(
    row: Follow, followable: Followable, target: Any, wishes: Wishes
) -> Followed:
    title = kinds.get(row.kind).title(target) if target is not None else ""
    reason = reasons.of(row.reason).short if row.reason != PLAIN else ""
    return Followed(
        pk=row.pk,
        label=followable.label_of(target),
        title=str(title or _("gerade nicht öffentlich")),
        url=followable.url_of(target) if target is not None else "",
        reason=str(reason),
        is_muted=row.muted_at is not None,
        hearing=hearing.hearing_of(followable, row, wishes, timezone.now()),
    )
