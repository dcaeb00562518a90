"""What somebody follows, and what can be followed."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.notifications.models import Follow
from participation.ideas.models import Idea

PAGE = 30
# What one hears of, in the words of the page that asks.
TOLD: dict[str, str | Promise] = {
    "idea": _("Wir sagen Ihnen, was aus dieser Idee wird."),
    "region": _("Wir sagen Ihnen, wenn hier eine neue Idee veröffentlicht wird."),
    "topic": _("Wir sagen Ihnen, wenn dazu eine neue Idee veröffentlicht wird."),
}
REASONS: dict[str, str | Promise] = {
    "author": _("von Ihnen"),
    "supporter": _("unterstützt"),
    "author_of_merged": _("Ihre Idee ging hier auf"),
}


@dataclass(frozen=True)
class Followed:
    """One row of "Was ich verfolge"; `url` is empty for what is not public now."""

    pk: int
    label: str
    title: str
    url: str
    reason: str
    is_muted: bool


@dataclass(frozen=True)
class FollowedPage:
    rows: list[Followed]
    before: int | None


def target_of(kind: str, pk: int, visitor: Visitor) -> Any:
    """What is to be followed, if there is such a thing and the visitor may see it."""
    return kinds.load_visible(kind, pk, visitor) if kind in TOLD else None


def url_of(kind: str, target: Any) -> str:
    """A topic's own page is the list of its ideas."""
    if kind == "topic":
        return f"{reverse('ideas:idea-list')}?thema={target.key}"
    return kinds.get(kind).url(target)


def follow_of(visitor: Visitor, target: Any) -> Follow | None:
    if visitor.user_id is None:
        return None
    return Follow.objects.of(target).filter(user_id=visitor.user_id).first()


def followed_by(user: User, visitor: Visitor, before: int | None) -> FollowedPage:
    """Newest first: one query for the rows and one for each kind among them."""
    rows = Follow.objects.filter(user=user, kind__in=list(TOLD)).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    targets = {
        (kind, pk): target
        for kind in TOLD
        for pk, target in _targets(kind, shown, visitor).items()
    }
    return FollowedPage(
        [_shown(row, targets.get((row.kind, row.target_id))) for row in shown],
        shown[-1].pk if len(found) > PAGE else None,
    )


def _targets(kind: str, rows: list[Follow], visitor: Visitor) -> dict[int, Any]:
    ids = [row.target_id for row in rows if row.kind == kind]
    if not ids:
        return {}
    registered = kinds.get(kind)
    found = registered.model_class._default_manager.filter(pk__in=ids)
    return registered.visible_to(found, visitor).in_bulk()


def _shown(row: Follow, target: Any) -> Followed:
    kind = kinds.get(row.kind)
    is_idea = isinstance(target, Idea)
    hidden = _("gerade nicht öffentlich")
    return Followed(
        pk=row.pk,
        label=f"{kind.label} {target.number}" if is_idea else str(kind.label),
        title=str(kind.title(target) if target is not None else hidden),
        url=url_of(row.kind, target) if target is not None else "",
        reason=str(REASONS.get(row.reason, "")),
        is_muted=row.muted_at is not None,
    )
