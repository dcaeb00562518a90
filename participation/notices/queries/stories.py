"""The facts of many ideas at once, for drafts; a fixed number of queries."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Prefetch

from commons.clock import berlin_date
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.notices.enums import Cause, Stage, Step
from participation.notices.queries.news import News, news_of
from participation.notices.queries.proposing import Habits, habits, propose
from participation.notices.story import Happened, Story
from participation.referrals.enums import (
    ClarifiedTo,
    ReferralState,
    StatementKind,
    Step as Rung,
)
from participation.referrals.models import (
    Clarification,
    Question,
    Referral,
    ReferralReminder,
    Reply,
    Statement,
)
from participation.referrals.queries.clarifying import BY_THE_SPK
from participation.referrals.workflow import UNFINISHED

# Whatever takes long there is our own delay.
OURS = frozenset(
    {Stage.DESK, Stage.REOPENED, Stage.OWN, Stage.QUESTION, Stage.ANSWERING}
)
# No Amt has it then, so that it is others who may be at it.
WITH_THE_SPK = frozenset({Case.OPEN, Case.REOPENED})
# The rungs on which an Amt was told that its day is there, or gone.
TOLD_LATE = (Rung.DUE, Rung.OVERDUE)


@dataclass(frozen=True)
class Facts:
    """What is known of one idea; `lead` has or had it last, as has `clarification`."""

    idea: Idea
    news: News
    lead: Referral | None = None
    leads: list[Referral] = field(default_factory=list)
    clarification: Clarification | None = None

    @property
    def is_with_lead(self) -> bool:
        return self.lead is not None and self.lead.state in UNFINISHED


def stories_of(ideas: Collection[Idea], today: date) -> dict[int, Story]:
    """By the idea's id; `ideas` come from `news.with_news`. At most seven queries."""
    if not ideas:
        return {}
    leads = _leads_of(ideas)
    rows = Clarification.objects.filter(idea__in=ideas)
    rows = rows.exclude(outcome=ClarifiedTo.CANCELLED).order_by("pk")
    rounds = {row.idea_id: row for row in rows}
    usual = habits(today)
    found = {}
    for idea in ideas:
        mine = leads.get(idea.pk, [])
        facts = Facts(
            idea,
            news_of(idea),
            lead=mine[-1] if mine else None,
            leads=mine,
            clarification=rounds.get(idea.pk),
        )
        found[idea.pk] = _story(facts, today, usual)
    return found


def _leads_of(ideas: Collection[Idea]) -> dict[int, list[Referral]]:
    rows = (
        Referral.objects.filter(idea__in=ideas)
        .leads()
        .select_related("department")
        .prefetch_related(
            Prefetch("questions", Question.objects.select_related("passed")),
            Prefetch(
                "statements",
                Statement.objects.filter(kind=StatementKind.INTERIM),
                to_attr="interims",
            ),
            Prefetch(
                "reminders",
                ReferralReminder.objects.filter(step__in=TOLD_LATE),
                to_attr="told_late",
            ),
            Prefetch("replies", Reply.objects.waiting(), to_attr="unread"),
        )
        .order_by("pk")
    )
    found: dict[int, list[Referral]] = {}
    for row in rows:
        found.setdefault(row.idea_id, []).append(row)
    return found


def _story(facts: Facts, today: date, usual: Habits) -> Story:
    stage = stage_of(facts)
    lead = facts.lead if facts.is_with_lead else None
    owes = lead is not None and stage == Stage.AMT
    due = lead.due_day if lead is not None and owes else None
    steps = tuple(_steps(facts))
    story = Story(
        stage=stage,
        since=_since(facts, stage),
        news_on=facts.news.day,
        next_on=today,
        department=lead.department_id if lead is not None else None,
        amt_on=due if due is not None and due > today else None,
        was_due_on=due if due is not None and due <= today else None,
        cause=_cause(facts, stage, today),
        steps=steps,
    )
    return story.until(propose(story, today, usual, asked_until=_asked_until(facts)))


def stage_of(facts: Facts) -> Stage:
    idea = facts.idea
    if idea.case == Case.NONE:
        return Stage.DESK
    if idea.publication == Publication.HIDDEN:
        return Stage.HIDDEN
    if (stage := _clarified(facts)) is not None:
        return stage
    if idea.case == Case.REFERRED and facts.lead is not None:
        return _with_department(facts.lead)
    if idea.case in WITH_THE_SPK and _carried_since(idea) is not None:
        return Stage.TOGETHER
    is_asked = _asked_until(facts) is not None
    simple = {
        Case.QUESTION: Stage.PERSON if is_asked else Stage.QUESTION,
        Case.STATEMENT_IN: Stage.ANSWERING,
        Case.REOPENED: Stage.REOPENED,
    }
    return simple.get(Case(idea.case), Stage.SPK)


def _clarified(facts: Facts) -> Stage | None:
    """While Ämter clarify, and where they found that it is the SPK's."""
    row = facts.clarification
    if row is None or facts.is_with_lead:
        return None
    if row.ended_at is None:
        return Stage.ROUND
    is_later = facts.lead is not None and facts.lead.referred_at > row.ended_at
    return None if is_later or row.outcome not in BY_THE_SPK else Stage.OWN


def _with_department(lead: Referral) -> Stage:
    if lead.state in {ReferralState.QUEUED, ReferralState.FAILED}:
        return Stage.HANDING
    return Stage.AMT if lead.department.has_clock else Stage.OUTSIDE


def _since(facts: Facts, stage: Stage) -> date:
    """When it came to where it is; the day of the last news where nothing says so."""
    idea, lead = facts.idea, facts.lead
    moments: dict[Stage, datetime | None] = {
        Stage.DESK: idea.submitted_at,
        Stage.SPK: idea.published_at,
        Stage.REOPENED: _taken_up(idea),
        Stage.TOGETHER: _carried_since(idea),
    }
    if facts.clarification is not None:
        moments[Stage.ROUND] = facts.clarification.opened_at
        moments[Stage.OWN] = facts.clarification.ended_at
    if lead is not None:
        moments[Stage.SPK] = lead.closed_at or idea.published_at
        moments[Stage.ANSWERING] = lead.closed_at
        moments[Stage.AMT] = moments[Stage.OUTSIDE] = lead.referred_at
        question = _open_question(lead)
        if question is not None:
            moments[Stage.QUESTION] = question.asked_at
            moments[Stage.PERSON] = _passed_at(question) or question.asked_at
    moment = moments.get(stage)
    return berlin_date(moment) if moment is not None else facts.news.day


def _carried_since(idea: Idea) -> datetime | None:
    """Since when an actor or a network has it in hand."""
    since: datetime | None = getattr(idea, "carried_since", None)
    return since


def _taken_up(idea: Idea) -> datetime | None:
    """Somebody was not helped, it was taken up, or a promise given up: the last."""
    names = ("news_reopened", "news_taken_up", "news_promised")
    moments = (getattr(idea, name, None) for name in names)
    return max((moment for moment in moments if moment), default=None)


def _cause(facts: Facts, stage: Stage, today: date) -> Cause:
    if stage in OURS:
        return Cause.OURS
    if stage == Stage.SPK:
        last = facts.lead
        is_back = last is not None and last.state == ReferralState.RETURNED
        return Cause.RETURNED if is_back else Cause.OURS
    if stage != Stage.AMT or facts.lead is None:
        return Cause.NONE
    return _cause_with(facts, facts.lead, today)


def _cause_with(facts: Facts, lead: Referral, today: date) -> Cause:
    """Whoever wrote by mail has not been silent, though nobody has read it yet."""
    if lead.unread:  # type: ignore[attr-defined]  # prefetched
        return Cause.UNREAD
    if lead.due_day <= today:
        told = lead.told_late  # type: ignore[attr-defined]  # prefetched
        is_told = any(row.due_on == lead.due_day for row in told)
        return Cause.REMINDED if is_told else Cause.LATE
    happened = {step for step, _day in _steps(facts)}
    if Step.INTERIM in happened:
        return Cause.INTERIM
    return Cause.ASKED if Step.ASKED in happened else Cause.NONE


def _steps(facts: Facts) -> Iterator[Happened]:
    """What happened after the last news, in order; nobody was told of it."""
    after = [
        (at, step)
        for lead in facts.leads
        for at, step in _moments(lead)
        if at is not None and at > facts.news.at
    ]
    for at, step in sorted(after):
        yield step, berlin_date(at)


def _moments(lead: Referral) -> Iterator[tuple[datetime | None, Step]]:
    yield lead.acknowledged_at, Step.ACKNOWLEDGED
    for question in lead.questions.all():
        yield question.asked_at, Step.ASKED
        if question.answer:
            yield question.answered_at, Step.REPLIED
    for interim in lead.interims:  # type: ignore[attr-defined]  # prefetched
        yield interim.stated_at, Step.INTERIM
    if lead.state == ReferralState.RETURNED:
        yield lead.closed_at, Step.RETURNED
    if lead.state == ReferralState.STATED:
        yield lead.closed_at, Step.STATED


def _open_question(lead: Referral) -> Question | None:
    rows = [row for row in lead.questions.all() if row.answered_at is None]
    return rows[-1] if rows else None


def _passed_at(question: Question) -> datetime | None:
    passed = getattr(question, "passed", None)
    return passed.asked_at if passed is not None and passed.is_open else None


def _asked_until(facts: Facts) -> date | None:
    """Until when the person may reply, while somebody waits for that."""
    question = _open_question(facts.lead) if facts.lead is not None else None
    passed = getattr(question, "passed", None) if question is not None else None
    return passed.until if passed is not None and passed.is_open else None
