"""What a decision keeps for the moment in which it may still be undone.

While it is made nothing is told, and its row notes what the contribution was before,
what it is after, and all that happened with it. `undoing` reads that.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from commons.verbs.holding import held_back, not_before
from participation.moderation import desk, workflow
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision, Moderated

# Columns of every contribution that a decision may change.
COLUMNS = ("publication", "decision_id", "published_at")


def keeping(
    contribution: Moderated, verdict: Verdict, decide: Callable[[], Decision]
) -> Decision:
    """Let `decide` decide on a locked contribution, and keep what undoing needs.

    Nobody is told of anything that happens meanwhile before the time to undo is over;
    where the verdict or the kind knows no undoing, at once.
    """
    desk_kind = desk.of(contribution)
    if desk_kind.undo is None or verdict not in workflow.UNDONE_AT_ONCE:
        return decide()
    before = desk_kind.keep(contribution)
    until = not_before(timezone.now() + workflow.UNDO)
    with held_back(until) as happenings:
        decision = decide()
    # The kind's own service has changed the row, not this instance of it.
    fresh = type(contribution)._default_manager.get(pk=contribution.pk)
    after = desk_kind.keep(fresh)
    decision.undo_until = until
    decision.kept = {
        "before": _plain(before),
        "after": _plain(after),
        "happenings": happenings,
    }
    decision.save(update_fields=["undo_until", "kept"])
    return decision


def columns(contribution: Model, *more: str) -> dict[str, Any]:
    """The columns that a decision may change, for `DeskKind.keep`."""
    return {name: getattr(contribution, name) for name in (*COLUMNS, *more)}


def is_as_left(contribution: Moderated, decision: Decision) -> bool:
    """Whether nobody has changed the contribution since it was decided."""
    own = {field.attname for field in contribution._meta.concrete_fields}
    now = _plain(desk.of(contribution).keep(contribution))
    after = _kept(decision)["after"]
    return all(now[name] == after.get(name) for name in own & set(now))


def was(decision: Decision, name: str) -> Any:
    """What `DeskKind.keep` gave under this name before the decision."""
    return _kept(decision)["before"].get(name)


def restore(contribution: Moderated, decision: Decision, *more: str) -> None:
    """Write the columns back as they were, for `DeskKind.undo`; saves the row."""
    names = (*COLUMNS, *more)
    fields = {field.attname: field for field in contribution._meta.concrete_fields}
    for name in names:
        value = fields[name].to_python(was(decision, name))
        setattr(contribution, name, value)
    contribution.save(update_fields=names)


def _kept(decision: Decision) -> dict[str, Any]:
    return decision.kept or {"before": {}, "after": {}, "happenings": []}


def _plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    """As the JSON column gives them back, to the microsecond."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in columns.items()
    }
