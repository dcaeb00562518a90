"""What is next in a case, and by when: one function, for the page and for the board.

Looked at in order: whether the idea is public at all, what went wrong or came in,
what the SPK owes, and only then for whom one waits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from participation.casework.enums import Stage
from participation.casework.situations import Draft, Situation
from participation.casework.steps import OWNERS, WORDS, Owner, Step, Words
from participation.ideas.enums import Case
from participation.moderation.enums import Publication
from participation.referrals.enums import ReferralState as R

_UNDECIDED = {Publication.SUBMITTED, Publication.CHANGES_REQUESTED}

_OTHERS = {Owner.AMT, Owner.PARTNER, Owner.PERSON, Owner.NOBODY}


@dataclass(frozen=True)
class NextStep:
    """`by` is the day for `step`; `target` the id of what it is about, if not the idea.

    `since` is when the case came to its stage, as well as its rows tell.
    """

    step: Step
    stage: Stage
    by: date | None
    since: date
    target: int | None = None

    @property
    def words(self) -> Words:
        return WORDS[self.step]

    @property
    def owner_label(self) -> str:
        return str(OWNERS[self.words.owner])

    @property
    def is_waiting(self) -> bool:
        """Nobody at the SPK has to do anything now."""
        return self.words.owner in _OTHERS

    def is_overdue(self, today: date) -> bool:
        return self.by is not None and self.by < today


def next_step(case: Situation, *, today: date) -> NextStep:
    """The one thing to do, or to wait for; every case has one."""
    for look in _LOOKS:
        found = look(case, today)
        if found is not None:
            return found
    return _step(case, Step.NOTHING, None)


def stage_of(case: Situation) -> Stage:
    """Where the case stands; says nothing about what is to be done."""
    if case.publication in _UNDECIDED:
        return Stage.PENDING
    if not case.is_open:
        return Stage.ENDED
    if case.clarifying is not None:
        return Stage.CLARIFYING
    if case.draft is not None and case.draft.is_finished:
        return Stage.RELEASE
    if case.case == Case.REFERRED and case.lead is not None:
        return Stage.AMT if case.lead.acknowledged_on else Stage.REACTION
    return _PLAIN.get(Case(case.case), Stage.DESK)


_PLAIN = {
    Case.OPEN: Stage.DESK,
    Case.REFERRED: Stage.AMT,
    Case.QUESTION: Stage.QUESTION,
    Case.STATEMENT_IN: Stage.STATED,
    Case.REOPENED: Stage.REOPENED,
}


def _since(case: Situation, stage: Stage) -> date:
    """When the stage began; the case's own first day where no row tells."""
    look = _BEGINNINGS.get(stage)
    return (look(case) if look else None) or case.published_on or case.received_on


def _lead_ended(case: Situation) -> date | None:
    return case.lead.closed_on if case.lead else None


def _lead_got_it(case: Situation) -> date | None:
    return (case.lead.sent_on or case.lead.referred_on) if case.lead else None


def _lead_took_it(case: Situation) -> date | None:
    return case.lead.acknowledged_on if case.lead else None


def _was_asked(case: Situation) -> date | None:
    asked = case.question or case.with_person
    return asked.asked_on if asked else None


def _met(case: Situation) -> date | None:
    return case.clarifying.opened_on if case.clarifying else None


def _was_drafted(case: Situation) -> date | None:
    return case.draft.created_on if case.draft else None


_BEGINNINGS: dict[Stage, Callable[[Situation], date | None]] = {
    Stage.DESK: _lead_ended,
    Stage.REACTION: _lead_got_it,
    Stage.AMT: lambda case: _lead_took_it(case) or _lead_got_it(case),
    Stage.QUESTION: _was_asked,
    Stage.CLARIFYING: _met,
    Stage.STATED: _lead_ended,
    Stage.RELEASE: _was_drafted,
    Stage.REOPENED: lambda case: case.reopened_on,
}


def _step(
    case: Situation, step: Step, by: date | None, target: int | None = None
) -> NextStep:
    stage = stage_of(case)
    return NextStep(step, stage, by, _since(case, stage), target)


def _not_public(case: Situation, _today: date) -> NextStep | None:
    if case.publication == Publication.SUBMITTED:
        return _step(case, Step.DECIDE, None)
    if case.publication == Publication.CHANGES_REQUESTED:
        return _step(case, Step.AUTHOR_CHANGES, None)
    if case.publication == Publication.HIDDEN and case.is_open:
        return _step(case, Step.LOOK_AGAIN, case.next_on)
    return None if case.is_public else _step(case, Step.GONE, None)


def _went_wrong_or_came(case: Situation, _today: date) -> NextStep | None:
    """Whatever else is going on: this waits for somebody at the SPK."""
    if case.is_open and case.lost_referral is not None:
        return _step(case, Step.RESEND, case.next_on, case.lost_referral)
    if case.mail is not None:
        return _step(case, Step.READ_MAIL, case.next_on, case.mail)
    if case.is_open and case.question is not None:
        by, about = case.next_on, case.question.referral_id
        return _step(case, Step.ANSWER_QUESTION, by, about)
    if case.is_open and case.handed_referral is not None:
        return _step(case, Step.HAND_OVER, case.next_on, case.handed_referral)
    return None


def _after_the_answer(case: Situation, today: date) -> NextStep | None:
    if case.is_open:
        return None
    if case.retold is not None:
        step = Step.WEIGH_OBJECTION if case.retold.has_objection else Step.TELL_AMT
        return _step(case, step, case.retold.until, case.retold.reuse_id)
    if case.case == Case.ANSWERED and case.next_on is not None:
        return _step(case, _on_its_day(case, case.next_on <= today), case.next_on)
    return _step(case, Step.NOTHING, None)


def _on_its_day(case: Situation, is_due: bool) -> Step:  # noqa: FBT001 -- of two
    if case.is_deferred:
        return Step.CHECK_DEFERRED if is_due else Step.WAIT_DEFERRED
    return Step.CHECK_PROMISE if is_due else Step.WAIT_PROMISE


def _clarifying(case: Situation, today: date) -> NextStep | None:
    rounds = case.clarifying
    if rounds is None:
        return None
    is_late = rounds.until is not None and rounds.until < today
    if rounds.may_end or is_late:
        return _step(case, Step.DECIDE_ROUND, case.next_on, rounds.round_id)
    return _step(case, Step.WAIT_ROUND, rounds.until, rounds.round_id)


def _answering(case: Situation, _today: date) -> NextStep | None:
    """The SPK has it, and it is for the SPK to write."""
    if case.case not in {Case.OPEN, Case.STATEMENT_IN, Case.REOPENED}:
        return None
    draft = case.draft
    if draft is not None and draft.set_id is not None:
        step = Step.WAIT_SET if draft.is_released else Step.RELEASE_SET
        by = draft.goes_on if draft.is_released else case.next_on
        return _step(case, step, by, draft.set_id)
    if draft is not None:
        return _step(case, _of_draft(draft), case.next_on)
    if case.case == Case.STATEMENT_IN:
        return _step(case, Step.WRITE_ANSWER, case.next_on)
    if case.is_ours:
        return _step(case, Step.ANSWER_OURSELVES, case.next_on)
    return None


def _of_draft(draft: Draft) -> Step:
    if not draft.is_finished:
        return Step.FINISH_ANSWER
    return Step.RELEASE_ANSWER if draft.needs_four_eyes else Step.PUBLISH_ANSWER


def _concluding(case: Situation, _today: date) -> NextStep | None:
    """Neighbours have done it; also where an earlier answer said something else."""
    done = case.carried
    if done is None or not done.is_done or case.draft is not None:
        return None
    if case.case in {Case.REFERRED, Case.QUESTION}:
        return None
    return _step(case, Step.CONCLUDE_TOGETHER, done.until, done.undertaking_id)


def _carried(case: Situation, today: date) -> NextStep | None:
    """No Amt has it, and somebody else is asked or at it."""
    theirs = case.carried
    if theirs is None or theirs.is_done:
        return None
    if case.case not in {Case.NONE, Case.OPEN, Case.REOPENED}:
        return None
    if theirs.until is not None and theirs.until < today:
        step = Step.ASK_TOGETHER
    else:
        step = Step.WAIT_OFFER if theirs.is_asked else Step.WAIT_TOGETHER
    return _step(case, step, theirs.until, theirs.undertaking_id)


def _referring(case: Situation, _today: date) -> NextStep | None:
    if case.is_reopened:
        return _step(case, Step.LOOK_REOPENED, case.next_on)
    if case.case == Case.OPEN:
        step = Step.REFER if case.lead is None else Step.REFER_AGAIN
        return _step(case, step, case.next_on)
    if case.case == Case.NONE:
        return _step(case, Step.REFER, None)
    return None


def _waiting(case: Situation, today: date) -> NextStep | None:
    """With an Amt, or with the person: one waits, until it takes too long."""
    if case.with_person is not None:
        asked = case.with_person
        return _step(case, Step.WAIT_PERSON, asked.until, asked.referral_id)
    lead = case.lead
    if lead is None:
        return None
    if lead.state == R.QUEUED:
        is_collected = lead.leaves_on is not None
        step = Step.WAIT_BUNDLE if is_collected else Step.WAIT_SENDING
        return _step(case, step, lead.leaves_on, lead.pk)
    is_late = lead.due_on is not None and lead.due_on < today
    if is_late and lead.state in {R.SENT, R.ACKNOWLEDGED}:
        step = Step.ASK_OUTSIDE if lead.is_outside else Step.CHASE
        return _step(case, step, lead.due_on, lead.pk)
    step = Step.WAIT_STATEMENT if lead.acknowledged_on else Step.WAIT_REACTION
    return _step(case, step, lead.due_on, lead.pk)


_LOOKS: tuple[Callable[[Situation, date], NextStep | None], ...] = (
    _not_public,
    _went_wrong_or_came,
    _concluding,
    _after_the_answer,
    _clarifying,
    _answering,
    _carried,
    _referring,
    _waiting,
)
