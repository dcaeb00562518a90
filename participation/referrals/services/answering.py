"""Turning statements into the answer that residents read."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.followups import services as followups
from commons.verbs.services import happened
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.ideas.workflow import NEEDS_REASON
from participation.referrals.enums import AnswerState, ReferralRole, ReuseState
from participation.referrals.models import Answer
from participation.referrals.queries.answers import needs_four_eyes, statements_on
from participation.referrals.services import clarifying, reviewing
from participation.referrals.services.locking import locked_idea, locked_with_deliveries
from participation.referrals.services.recalling import recall


@dataclass(frozen=True)
class Words:
    """What an answer says; `instead` is what is possible where the answer is no."""

    text: str
    outcome: str
    reason: str = ""
    instead: str = ""
    promised_on: date | None = None


@transaction.atomic
def save_draft(idea: Idea, words: Words, *, version: int, by: User) -> Answer:
    """Keep the answer as it stands; it is made of all statements there are.

    Args:
        version: of the draft that `by` has read; 0 if there was none.

    Raises:
        RuleViolation: somebody else changed the draft meanwhile.
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
    for field in fields(words):
        setattr(answer, field.name, getattr(words, field.name))
    answer.version += 1
    answer.written_by = by
    answer.save()
    answer.statements.set(statements_on(idea))
    happened("answer.drafted", answer, by=by, version=answer.version)
    return answer


@transaction.atomic
def publish(answer: Answer, *, version: int, by: User) -> Answer:
    """Show the answer to everybody; followers are told once.

    A promised day comes back as a follow-up to whoever publishes. Departments whose
    view was asked besides and has not come are let off.

    Args:
        version: of the draft that `by` saw.

    Raises:
        RuleViolation: it is published already, changed meanwhile, lacks a reason, or
            needs a second pair of eyes.
    """
    idea = locked_with_deliveries(answer.idea_id)
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    answer.idea = idea
    _require_publishable(answer, version=version, by=by)
    reviewing.make_way(idea, to=ReuseState.CORRECTED, by=by)
    answer.state = AnswerState.PUBLISHED
    answer.published_at, answer.published_by = timezone.now(), by
    answer.save(update_fields=["state", "published_at", "published_by"])
    settle(answer, by=by)
    reviewing.tell_of_renewal(answer, by=by)
    return answer


def settle(answer: Answer, *, by: User) -> None:
    """What a published answer makes of its idea, which the caller has locked."""
    idea = answer.idea
    clarifying.make_way(idea, by=by)
    if idea.case == Case.NONE:
        cases.open_case(idea, next_on=berlin_today(), by=by)
    for referral in idea.referrals.unfinished().exclude(role=ReferralRole.LEAD):
        recall(referral, by=by)
    cases.mark_answered(
        idea,
        outcome=Outcome(answer.outcome),
        promised_on=answer.promised_on,
        by=by,
    )
    if answer.promised_on is not None:
        note = gettext("Zugesagt: Ist es geschehen?")
        followups.add(idea, due_on=answer.promised_on, note=note, by=by)
    happened("answer.published", answer, by=by, outcome=answer.outcome)


def _require_publishable(answer: Answer, *, version: int, by: User) -> None:
    if answer.is_published or answer.version != version:
        raise RuleViolation(
            _("Die Antwort hat sich geändert. Bitte lesen Sie sie noch einmal."),
            code="answer_changed",
        )
    if not answer.idea.is_public:
        raise RuleViolation(
            _("Diese Idee ist zurzeit nicht öffentlich."), code="not_public"
        )
    if not answer.text or not answer.outcome:
        raise RuleViolation(
            _("Es fehlen noch Text oder Ergebnis."), code="answer_incomplete"
        )
    if answer.outcome in NEEDS_REASON and not answer.reason:
        raise RuleViolation(
            _("Bei diesem Ergebnis braucht es eine Begründung."), code="answer_reason"
        )
    if answer.outcome == Outcome.NOT_POSSIBLE and not answer.instead:
        raise RuleViolation(
            _("Bitte schreiben Sie, was stattdessen möglich ist."),
            code="answer_instead",
        )
    if answer.promised_on is not None and answer.promised_on < berlin_today():
        raise RuleViolation(
            _("Der zugesagte Tag ist vorbei."), code="answer_promise_past"
        )
    if needs_four_eyes(answer.idea) and answer.written_by_id == by.pk:
        raise RuleViolation(
            _("Diese Antwort veröffentlicht jemand anderes, als sie geschrieben hat."),
            code="four_eyes",
        )
