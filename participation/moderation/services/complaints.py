"""Objections to decisions (Art. 20 DSA): once, and somebody else looks again."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.moderation import workflow
from participation.moderation.appeals import Appeal
from participation.moderation.enums import ComplaintOutcome
from participation.moderation.models import Complaint, Decision
from participation.moderation.queries.pool import bench
from participation.moderation.services import objecting
from participation.moderation.services.appealing import (
    appeal_of,
    no_longer_stands,
    stands,
)
from participation.moderation.services.queue import tell_desk

__all__ = ["Entrance", "answer", "complain", "obstacle", "stands"]

VERBS = {
    ComplaintOutcome.UPHELD: "complaint.upheld",
    ComplaintOutcome.REVERSED: "complaint.reversed",
}


@dataclass(frozen=True)
class Entrance:
    """How somebody without an account of their own came to object.

    By a `link` that they opened, by a code that they showed (`holds_code`), or on paper
    or by telephone, typed by `entered_by`. `address` is where the answer goes.
    """

    link: SignedLink | None = None
    holds_code: bool = False
    entered_by: User | None = None
    address: str = ""


SIGNED_IN = Entrance()


@transaction.atomic
def complain(
    decision: Decision, *, text: str, by: User | None, entrance: Entrance = SIGNED_IN
) -> Complaint:
    """Object to a decision against oneself, or that leaves standing what one reported.

    The caller has checked the code, and the rights of whoever enters it for somebody.

    Raises:
        RuleViolation: `not_yours`, `cannot_object`, `replaced`, `too_late`,
            `objected_already` or what locking raises (`gone`).
    """
    appeal = appeal_of(decision)
    target = appeal.lock(decision)
    who = _who(decision, appeal, target, by, entrance)
    violation = obstacle(decision, target)
    if violation is not None:
        raise violation
    complaint = _written(decision, appeal, target, who, text, entrance)
    if entrance.link is not None:
        objecting.prolong(entrance.link)
    by = by or entrance.entered_by
    happened("complaint.raised", complaint, by=by, decision=decision.pk)
    tell_desk()
    return complaint


def _who(
    decision: Decision, appeal: Appeal, target: Any, by: User | None, entrance: Entrance
) -> User | None:
    """The account that objects; None for somebody without one.

    Raises:
        RuleViolation: it is not theirs to object (`not_yours`).
    """
    user_id = by.pk if by is not None else None
    if appeal.may_object(user_id, decision, target):
        return by
    link = entrance.link
    if link is not None and link.target_id == decision.pk:
        return objecting.account_of(link)
    is_let_in = entrance.holds_code or entrance.entered_by is not None
    if is_let_in and appeal.author_of(target) is None:
        return None
    raise RuleViolation(
        _("Einwand erheben kann, wen die Entscheidung betrifft."), code="not_yours"
    )


def _written(
    decision: Decision,
    appeal: Appeal,
    target: Any,
    who: User | None,
    text: str,
    entrance: Entrance,
) -> Complaint:
    address = entrance.address
    if entrance.link is not None and not address:
        address = objecting.address_of(entrance.link)
    return Complaint.objects.create(
        decision=decision,
        region_id=appeal.region_of(target),
        author_id=appeal.author_of(target),
        complained_by=who,
        entered_by=entrance.entered_by,
        address="" if who else address,
        language=who.language if who else get_language() or "de",
        text=text.strip(),
        complained_at=timezone.now(),
        due_on=due_after(berlin_today(), settings.COMPLAINT_DAYS).day,
        first_decided_by_id=decision.decided_by_id,
    )


def obstacle(decision: Decision, target: Any) -> RuleViolation | None:
    """Why nobody can object to the decision any more, or None."""
    if Complaint.objects.filter(decision=decision).exists():
        return RuleViolation(
            _("Gegen diese Entscheidung gibt es schon einen Einwand."),
            code="objected_already",
        )
    if not appeal_of(decision).stands(decision, target):
        return no_longer_stands(decision, target)
    if decision.decided_at + workflow.OBJECTION < timezone.now():
        return RuleViolation(
            _("Die Frist von sechs Monaten für einen Einwand ist vorbei."),
            code="too_late",
        )
    return None


@transaction.atomic
def answer(
    complaint: Complaint, *, outcome: ComplaintOutcome | str, text: str, by: User
) -> Complaint:
    """Decide on an objection; reversing undoes the decision by a new one.

    Args:
        text: the reasons, told to whoever objected.

    Raises:
        RuleViolation: `answered_already`, `same_person`, `not_in_pool`,
            `text_missing`, or what undoing the decision raises.
    """
    decision = complaint.decision
    appeal = appeal_of(decision)
    target = appeal.lock(decision)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    _require_answerable(complaint, text, by=by)
    complaint.outcome = ComplaintOutcome(outcome)
    complaint.answer = text.strip()
    complaint.decided_by = by
    complaint.decided_at = timezone.now()
    complaint.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
    is_undone = complaint.outcome == ComplaintOutcome.REVERSED and appeal.stands(
        decision, target
    )
    if is_undone:
        appeal.undo(decision, target, text=complaint.answer, by=by)
    verb = VERBS[complaint.outcome]
    happened(verb, complaint, by=by, decision=decision.pk, undone=is_undone)
    tell_desk()
    return complaint


def _require_answerable(complaint: Complaint, text: str, *, by: User) -> None:
    if not complaint.is_open:
        raise RuleViolation(
            _("Über diesen Einwand ist schon entschieden."), code="answered_already"
        )
    if by.pk in {
        complaint.first_decided_by_id,
        complaint.complained_by_id,
        complaint.author_id,
    }:
        raise RuleViolation(
            _("Über den Einwand entscheidet jemand anderes als beim ersten Mal."),
            code="same_person",
        )
    if by.pk not in bench().deciders_of(complaint):
        raise RuleViolation(
            _("Über Einwände entscheiden nur Personen, die dafür benannt sind."),
            code="not_in_pool",
        )
    if not text.strip():
        raise RuleViolation(
            _("Bitte schreiben Sie, warum Sie so entscheiden."), code="text_missing"
        )
