"""Objections to decisions (Art. 20 DSA): once, and somebody else looks again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.moderation import workflow
from participation.moderation.enums import ComplaintOutcome, Verdict
from participation.moderation.models import Complaint, Decision, Moderated
from participation.moderation.services.checks import Ruling
from participation.moderation.services.decisions import carry_out, locked_contribution
from participation.moderation.services.queue import locked_item_of, tell_desk

VERBS = {
    ComplaintOutcome.UPHELD: "complaint.upheld",
    ComplaintOutcome.REVERSED: "complaint.reversed",
}


@transaction.atomic
def complain(decision: Decision, *, text: str, by: User) -> Complaint:
    """Object to a decision against one's own contribution.

    Raises:
        RuleViolation: `not_yours`, `cannot_object`, `too_late` or `objected_already`.
    """
    contribution = locked_contribution(decision.kind, decision.target_id)
    if contribution.author_id != by.pk:
        raise RuleViolation(
            _("Einwand erheben kann, wer den Beitrag geschrieben hat."),
            code="not_yours",
        )
    violation = obstacle(decision, contribution)
    if violation is not None:
        raise violation
    complaint = Complaint.objects.create(
        decision=decision,
        region_id=contribution.region_id,
        complained_by=by,
        text=text.strip(),
        complained_at=timezone.now(),
        first_decided_by_id=decision.decided_by_id,
    )
    happened("complaint.raised", complaint, by=by, decision=decision.pk)
    tell_desk()
    return complaint


def obstacle(decision: Decision, contribution: Moderated) -> RuleViolation | None:
    """Why nobody can object to the decision any more, or None."""
    if not stands(decision, contribution):
        return RuleViolation(
            _("Diese Entscheidung gilt nicht mehr. Ein Einwand ist nicht nötig."),
            code="cannot_object",
        )
    if decision.decided_at + workflow.OBJECTION < timezone.now():
        return RuleViolation(
            _("Die Frist von sechs Monaten für einen Einwand ist vorbei."),
            code="too_late",
        )
    if Complaint.objects.filter(decision=decision).exists():
        return RuleViolation(
            _("Sie haben schon Einwand erhoben."), code="objected_already"
        )
    return None


def stands(decision: Decision, contribution: Moderated) -> bool:
    """Whether a decision that can be undone is what the contribution's state is of."""
    verdict = Verdict(decision.verdict)
    return (
        verdict in workflow.UNDONE_BY
        and contribution.decision_id == decision.pk
        and contribution.publication == workflow.LEADS_TO[verdict]
    )


@transaction.atomic
def answer(
    complaint: Complaint, *, outcome: ComplaintOutcome | str, text: str, by: User
) -> Complaint:
    """Decide on an objection; reversing undoes the decision by a new one.

    Args:
        text: the reasons, told to whoever objected.

    Raises:
        RuleViolation: `answered_already`, `same_person`, `text_missing`, or what
            undoing the decision raises.
    """
    decision = complaint.decision
    contribution = locked_contribution(decision.kind, decision.target_id)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    _require_answerable(complaint, text, by=by)
    complaint.outcome = ComplaintOutcome(outcome)
    complaint.answer = text.strip()
    complaint.decided_by = by
    complaint.decided_at = timezone.now()
    complaint.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
    if complaint.outcome == ComplaintOutcome.REVERSED:
        _undo(decision, contribution, complaint.answer, by=by)
    happened(VERBS[complaint.outcome], complaint, by=by, decision=decision.pk)
    tell_desk()
    return complaint


def _require_answerable(complaint: Complaint, text: str, *, by: User) -> None:
    if not complaint.is_open:
        raise RuleViolation(
            _("Über diesen Einwand ist schon entschieden."), code="answered_already"
        )
    if by.pk in {complaint.first_decided_by_id, complaint.complained_by_id}:
        raise RuleViolation(
            _("Über den Einwand entscheidet jemand anderes als beim ersten Mal."),
            code="same_person",
        )
    if not text.strip():
        raise RuleViolation(
            _("Bitte schreiben Sie, warum Sie so entscheiden."), code="text_missing"
        )


def _undo(decision: Decision, contribution: Moderated, text: str, *, by: User) -> None:
    """Bring the contribution back, unless something else did so meanwhile."""
    if not stands(decision, contribution):
        return
    verdict = workflow.UNDONE_BY[Verdict(decision.verdict)]
    ruling = Ruling(verdict, contribution.version, text=text)
    carry_out(contribution, ruling, item=locked_item_of(contribution), by=by)
