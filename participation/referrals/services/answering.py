"""Turning statements into the answer that residents read."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.referrals.enums import (
    AnswerState,
    PromiseKind,
    ReferralRole,
    ReuseState,
)
from participation.referrals.models import Answer
from participation.referrals.publishable import require_publishable
from participation.referrals.queries.answer_sets import set_with
from participation.referrals.queries.answers import needs_four_eyes, statements_on
from participation.referrals.services import (
    clarifying,
    deferring,
    promises,
    reviewing,
)
from participation.referrals.services.locking import locked_idea, locked_with_deliveries
from participation.referrals.services.recalling import recall


@dataclass(frozen=True)
class Words:
    """What an answer says.

    `instead` is what is possible where the answer is no, `look_again_on` when what is
    good is looked at again, `support` and `joining` what helps neighbours to do it.
    """

    text: str
    outcome: str
    reason: str = ""
    instead: str = ""
    promised_on: date | None = None
    promise_kind: PromiseKind = PromiseKind.DAY
    look_again_on: date | None = None
    support: str = ""
    joining: str = ""


@transaction.atomic
def save_draft(idea: Idea, words: Words, *, version: int, by: User) -> Answer:
    """Keep the answer as it stands; it is made of all statements there are.

    Another wording needs another second pair of eyes.

    Args:
        version: of the draft that `by` has read; 0 if there was none.

    Raises:
        RuleViolation: somebody else changed the draft meanwhile (`answer_changed`),
            or a set goes out with it as it is (`set_released`).
    """
    idea = locked_idea(idea.pk)
    answer = idea.answers.filter(state=AnswerState.DRAFT).first()
    if (answer.version if answer else 0) != version:
        raise RuleViolation(
            _("Jemand anderes hat den Entwurf geändert. Bitte laden Sie ihn neu."),
            code="answer_changed",
        )
    if answer is None:
        answer = Answer(idea=idea, created_at=timezone.now(), version=0)
    _require_not_released(answer)
    for field in fields(words):
        setattr(answer, field.name, getattr(words, field.name))
    answer.version += 1
    answer.written_by = by
    answer.approved_at = answer.approved_by = None
    answer.save()
    answer.statements.set(statements_on(idea))
    happened("answer.drafted", answer, by=by, version=answer.version)
    return answer


@transaction.atomic
def approve(answer: Answer, *, version: int, by: User) -> Answer:
    """A second pair of eyes for this very wording, before a set takes it along.

    Raises:
        RuleViolation: it changed meanwhile (`answer_changed`), says too little, or
            `by` wrote it (`four_eyes`).
    """
    idea = locked_idea(answer.idea_id)
    answer = locked_draft(answer, idea)
    require_publishable(answer, version=version)
    if answer.written_by_id == by.pk:
        raise _needs_somebody_else()
    answer.approved_at, answer.approved_by = timezone.now(), by
    answer.save(update_fields=["approved_at", "approved_by"])
    happened("answer.approved", answer, by=by, version=answer.version)
    return answer


@transaction.atomic
def publish(answer: Answer, *, version: int, by: User) -> Answer:
    """Show the answer to everybody; followers are told once.

    A promised day comes back for review. Departments whose view was asked besides and
    has not come are let off.

    Args:
        version: of the draft that `by` saw.

    Raises:
        RuleViolation: it is published already, changed meanwhile, lacks a reason,
            lies in a set (`in_set`), or needs a second pair of eyes.
    """
    idea = locked_with_deliveries(answer.idea_id)
    answer = locked_draft(answer, idea)
    if set_with(answer) is not None:
        raise RuleViolation(
            _(
                "Diese Antwort liegt in einem Paket. Nehmen Sie sie dort heraus, wenn "
                "sie allein erscheinen soll."
            ),
            code="in_set",
        )
    return put_out(answer, version=version, by=by)


def put_out(
    answer: Answer, *, version: int, by: User, answer_set: int | None = None
) -> Answer:
    """Publish a draft that the caller has locked, with its idea.

    Args:
        answer_set: the set it goes out with, which tells people itself.
    """
    require_publishable(answer, version=version)
    require_four_eyes(answer, by=by)
    reviewing.make_way(answer.idea, to=ReuseState.CORRECTED, by=by)
    answer.state, answer.is_whole = AnswerState.PUBLISHED, True
    answer.published_at, answer.published_by = timezone.now(), by
    answer.save(update_fields=["state", "is_whole", "published_at", "published_by"])
    settle(answer, by=by, answer_set=answer_set)
    reviewing.tell_of_renewal(answer, by=by)
    return answer


def settle(answer: Answer, *, by: User, answer_set: int | None = None) -> None:
    """What a published answer makes of its idea, which the caller has locked."""
    idea = answer.idea
    clarifying.make_way(idea, by=by)
    if idea.case == Case.NONE:
        cases.open_case(idea, next_on=berlin_today(), by=by)
    for referral in idea.referrals.unfinished().exclude(role=ReferralRole.LEAD):
        recall(referral, by=by)
    promises.make_way(answer, by=by)
    cases.mark_answered(
        idea,
        outcome=Outcome(answer.outcome),
        promised_on=answer.promised_on or answer.look_again_on,
        by=by,
    )
    promises.begin(answer, by=by)
    deferring.begin(answer, by=by)
    codes = {"outcome": answer.outcome} | ({"set": answer_set} if answer_set else {})
    happened("answer.published", answer, by=by, **codes)


def locked_draft(answer: Answer, idea: Idea) -> Answer:
    """The row as it is now, with its idea, which the caller has locked."""
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    answer.idea = idea
    return answer


def require_four_eyes(answer: Answer, *, by: User) -> None:
    """Whoever wrote last leaves it to somebody else, unless they have read it."""
    if answer.written_by_id != by.pk or answer.approved_at is not None:
        return
    if needs_four_eyes(answer.idea):
        raise _needs_somebody_else()


def _require_not_released(answer: Answer) -> None:
    holding = set_with(answer) if answer.pk else None
    if holding is not None and holding.is_running:
        raise RuleViolation(
            _(
                "Diese Antwort erscheint gerade mit einem Paket. Halten Sie das Paket "
                "an, wenn Sie noch etwas ändern möchten."
            ),
            code="set_released",
        )


def _needs_somebody_else() -> RuleViolation:
    return RuleViolation(
        _("Diese Antwort veröffentlicht jemand anderes, als sie geschrieben hat."),
        code="four_eyes",
    )
