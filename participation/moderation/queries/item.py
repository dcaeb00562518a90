"""Everything the desk shows beside a contribution."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.differences import Part, differences
from participation.moderation import desk, workflow
from participation.moderation.enums import Cause, HintCode
from participation.moderation.models import (
    Complaint,
    Decision,
    Hint,
    Moderated,
    QueueItem,
)

# They lie together under the left hand; the first hint has the first.
MARKING_KEYS = ("w", "e", "t", "q", "y")


@dataclass(frozen=True)
class ShownHint:
    """A hint with what it points to, as far as the moderator may see that.

    `key` is the one that marks it wrong.
    """

    hint: Hint
    label: str = ""
    url: str = ""
    number: str = ""
    key: str = ""


def last_decision_of(item: QueueItem) -> Decision | None:
    """What closed the item, if somebody did."""
    rows = item.decisions.standing().filter(decided_by__isnull=False)
    return rows.select_related("decided_by").order_by("-pk").first()


def may_be_read(contribution: Moderated) -> bool:
    """Whether it is the desk's to read: what only some may is, while it has a case."""
    is_closed = desk.of(contribution).is_closed_to_desk(contribution)
    return not is_closed or has_case(contribution)


def has_case(contribution: Moderated) -> bool:
    """It waits, somebody objects, or it was taken away and one still may object."""
    if open_item_of(contribution) is not None:
        return True
    kind = kinds.of(contribution).key
    about = Q(decision__kind=kind, decision__target_id=contribution.pk)
    if Complaint.objects.open().filter(about).exists():
        return True
    decision = contribution.decision
    is_taken_away = contribution.publication in workflow.DECIDED
    if decision is None or not is_taken_away:
        return False
    return bool(decision.decided_at + workflow.OBJECTION > timezone.now())


def was_there(contribution: Moderated) -> bool:
    """It lay at the desk once, so that the desk knows of it."""
    kind = kinds.of(contribution).key
    rows = QueueItem.objects.filter(kind=kind, target_id=contribution.pk)
    return rows.exists()


def open_item_of(contribution: Moderated) -> QueueItem | None:
    kind = kinds.of(contribution).key
    rows = QueueItem.objects.open().filter(kind=kind, target_id=contribution.pk)
    return rows.first()


def reader_of(contribution: Moderated) -> int | None:
    """The id of the moderator who has claimed it just now, by the database's clock."""
    kind = kinds.of(contribution).key
    rows = QueueItem.objects.open().filter(kind=kind, target_id=contribution.pk)
    claimed = rows.filter(lease_until__gte=Now(), lease_by__isnull=False)
    return claimed.values_list("lease_by", flat=True).first()


def hints_of(item: QueueItem, visitor: Visitor) -> list[ShownHint]:
    """The strongest first; what is marked wrong stays in its place."""
    hints = list(item.hints.all())
    targets: dict[str, dict[int, Any]] = {}
    for kind in {hint.target_kind for hint in hints if hint.target_kind}:
        registered = kinds.get(kind)
        rows = registered.model_class._default_manager.filter(
            pk__in=[hint.target_id for hint in hints if hint.target_kind == kind]
        )
        targets[kind] = {row.pk: row for row in registered.visible_to(rows, visitor)}
    standing = [hint.pk for hint in hints if not hint.is_marked_wrong]
    keys = dict(zip(standing, MARKING_KEYS, strict=False))
    return [_shown(hint, targets, keys.get(hint.pk, "")) for hint in hints]


def _shown(hint: Hint, targets: dict[str, dict[int, Any]], key: str) -> ShownHint:
    target = targets.get(hint.target_kind, {}).get(hint.target_id or 0)
    if target is None:
        return ShownHint(hint, key=key)
    kind = kinds.get(hint.target_kind)
    desk_kind = desk.find(hint.target_kind)
    return ShownHint(
        hint,
        label=str(kind.title(target)),
        url=kind.url(target),
        number=desk_kind.number_of(target) if desk_kind else "",
        key=key,
    )


def merge_suggestions(hints: list[ShownHint]) -> list[ShownHint]:
    return [each for each in hints if each.hint.code == HintCode.DUPLICATE and each.url]


def decisions_of(contribution: Moderated) -> list[Decision]:
    """Everything that was decided on it, newest first, with objections.

    Also what was undone at once, which counts for nothing but the history.
    """
    kind = kinds.of(contribution).key
    rows = Decision.objects.filter(kind=kind, target_id=contribution.pk)
    return list(
        rows.select_related("decided_by", "complaint", "trust_rule").order_by("-pk")
    )


def versions_to_read(
    contribution: Moderated, item: QueueItem | None, *, read_version: int = 0
) -> Sequence[desk.Version]:
    """All versions, where somebody wants to compare them; oldest first."""
    is_reworked = item is None or item.cause == Cause.RESUBMITTED
    if contribution.version == 1 or not (is_reworked or read_version):
        return ()
    return desk.of(contribution).versions_of(contribution)


def changes_to_read(
    versions: Sequence[desk.Version],
    decisions: Sequence[Decision],
    *,
    read_version: int = 0,
) -> list[Part]:
    """What changed since the moderator read it, or since it was last decided on."""
    if not versions:
        return []
    standing = [each for each in decisions if each.undone_at is None]
    decided = standing[0].version if standing else 0
    return changes_between(versions, read_version or decided, versions[-1].number)


def changes_between(
    versions: Sequence[desk.Version], older: int, newer: int
) -> list[Part]:
    """What one version changed against another, word by word; title first."""
    texts = {each.number: f"{each.title}\n\n{each.text}" for each in versions}
    if older not in texts or newer not in texts or older == newer:
        return []
    return differences(texts[older], texts[newer])
