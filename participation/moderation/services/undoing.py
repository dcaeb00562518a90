"""Undoing a decision at once, as if it had not been made; nobody has been told yet.

Row by row everything is as before; the decision stays as history, marked. Who acted
meanwhile keeps what they did: votes and comments stay with a contribution that is no
longer public, and count again once it is. Where somebody has built on the decision (it
was forwarded, decided anew, objected to) it is refused with words.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from commons.verbs.services import happened, withdraw_all
from participation.moderation import desk
from participation.moderation.enums import Cause, ComplaintOutcome, Verdict
from participation.moderation.models import (
    Complaint,
    Decision,
    HintOutcome,
    Moderated,
    QueueItem,
    Report,
    TrustPause,
)
from participation.moderation.queries.reports import not_replaced
from participation.moderation.services import learning
from participation.moderation.services.decisions import locked_contribution
from participation.moderation.services.keeping import is_as_left, was
from participation.moderation.services.queue import tell_desk
from participation.moderation.workflow import LEASE

# Items that a decision itself puts on the desk.
PUT_THERE = frozenset({Cause.HELD, Cause.TAKEN_BACK})


@transaction.atomic
def undo(decision: Decision, *, by: User) -> Decision:
    """Bring everything back as it was before a decision, and tell nobody of it.

    The contribution lies on the desk again, in its place, claimed by `by`.

    Raises:
        RuleViolation: `not_yours`, `undone_already`, `cannot_undo`, `undo_too_late`,
            `built_upon`, or what the kind refuses.
    """
    contribution = _locked(decision)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    now = timezone.now()
    _require_undoable(decision, contribution, by=by)
    if decision.undo_until is None or now > decision.undo_until:
        raise _too_late()
    reversed_ = _reversed_complaint(decision)
    if not withdraw_all(_happenings(decision, reversed_)):
        raise _too_late()
    if decision.verdict != Verdict.KEEP:
        _undoing_of(decision)(contribution, decision, by=by)
    if reversed_ is not None:
        _reopen_complaint(reversed_)
    _return_to_desk(decision, by=by)
    _unlearn(decision)
    decision.undone_at = now
    decision.save(update_fields=["undone_at"])
    happened("moderation.undone", contribution, by=by, decision=decision.pk)
    tell_desk()
    return decision


def contribution_of(decision: Decision) -> Moderated:
    """What was decided on.

    Raises:
        RuleViolation: it is gone, or of no kind of the desk (`cannot_undo`).
    """
    contribution = desk.load(decision.kind, decision.target_id)
    if contribution is None:
        raise _cannot_undo()
    return contribution


def _locked(decision: Decision) -> Moderated:
    contribution = contribution_of(decision)
    partner = desk.of(contribution).partner_of(contribution)
    return locked_contribution(decision.kind, decision.target_id, partner)


def _require_undoable(decision: Decision, contribution: Moderated, *, by: User) -> None:
    if decision.decided_by_id != by.pk:
        raise RuleViolation(
            _("Rückgängig machen kann nur, wer entschieden hat."), code="not_yours"
        )
    if decision.undone_at is not None:
        raise RuleViolation(
            _("Diese Entscheidung ist schon rückgängig gemacht."),
            code="undone_already",
        )
    if decision.undo_until is None:
        raise _cannot_undo()
    is_objected_to = Complaint.objects.filter(decision=decision).exists()
    if is_objected_to or not is_as_left(contribution, decision):
        raise RuleViolation(
            _(
                "Inzwischen ist mit dem Beitrag etwas geschehen, das auf Ihrer "
                "Entscheidung beruht. Sie können sie noch zurücknehmen."
            ),
            code="built_upon",
        )


def _undoing_of(decision: Decision) -> Callable[..., Any]:
    undoing = desk.get(decision.kind).undo
    if undoing is None:
        raise _cannot_undo()
    return undoing


def _happenings(decision: Decision, complaint: Complaint | None) -> list[int]:
    """Everything that happened with the decision, by its ids."""
    ids: list[int] = list((decision.kept or {}).get("happenings", ()))
    if complaint is not None:
        rows = Happening.objects.filter(
            verb="complaint.reversed", kind="complaint", target_id=complaint.pk
        )
        ids += rows.values_list("pk", flat=True)
    return ids


def _reversed_complaint(decision: Decision) -> Complaint | None:
    """The objection whose being right this decision carried out, if it did."""
    return Complaint.objects.filter(
        decision=was(decision, "decision_id"),
        outcome=ComplaintOutcome.REVERSED,
        decided_by=decision.decided_by_id,
        decided_at__lte=decision.decided_at,
    ).first()


def _reopen_complaint(complaint: Complaint) -> None:
    complaint.outcome, complaint.answer = "", ""
    complaint.decided_by, complaint.decided_at = None, None
    complaint.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])


def _return_to_desk(decision: Decision, *, by: User) -> None:
    """The item that was closed is open again, and what was put there since is gone."""
    rows = QueueItem.objects.open().filter(
        kind=decision.kind, target_id=decision.target_id
    )
    others = list(rows.exclude(pk=decision.item_id or 0))
    if decision.item_id is not None:
        ids = [item.pk for item in others]
        Report.objects.filter(item__in=ids).update(item=decision.item_id)
        QueueItem.objects.filter(pk__in=ids).delete()
        QueueItem.objects.filter(pk=decision.item_id).update(
            closed_at=None, lease_by=by, lease_until=Now() + LEASE
        )
    else:
        ids = [item.pk for item in others if item.cause in PUT_THERE]
        QueueItem.objects.filter(pk__in=ids).delete()
    _reopen_reports(decision)


def _reopen_reports(decision: Decision) -> None:
    """They wait again; whoever reported anew meanwhile waits with the newer one."""
    not_replaced(decision).update(decision=None)


def _unlearn(decision: Decision) -> None:
    """What the desk concluded from the decision: of its hints, and of its author."""
    outcomes = HintOutcome.objects.filter(
        hint__item=decision.item_id or 0,
        is_wrong=False,
        judged_at__gte=decision.decided_at,
    )
    learned = set(outcomes.values_list("code", "rule"))
    outcomes.delete()
    for code, rule in sorted(learned):
        learning.relearn(code, rule)
    TrustPause.objects.filter(decision=decision).delete()


def _too_late() -> RuleViolation:
    return RuleViolation(
        _(
            "Die 30 Sekunden sind vorbei, die Nachrichten sind unterwegs. Sie können "
            "die Entscheidung noch zurücknehmen: Das ist eine neue Entscheidung."
        ),
        code="undo_too_late",
    )


def _cannot_undo() -> RuleViolation:
    return RuleViolation(
        _("Diese Entscheidung lässt sich nicht rückgängig machen."), code="cannot_undo"
    )
