"""Samples of what is told of answers, promises, questions and notices."""

from datetime import timedelta

from django.utils import timezone

from commons.clock import berlin_today
from participation.ideas.enums import Case, Outcome
from participation.notices.enums import NoticeState
from participation.referrals.enums import AnswerState, ReuseState
from participation.referrals.models import Answer, Assignment, PendingStatement
from participation.referrals.services import (
    answering,
    clarifying,
    deferring,
    passing,
    promises,
)
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.notices import NoticeFactory
from tests.factories.referrals import (
    AnswerFactory,
    QuestionFactory,
    ReferralFactory,
    ReuseFactory,
    make_source,
)
from tests.mails.samples import both, idea, said, title, verb
from tests.participation.amt import member_of
from tests.participation.answer_sets import make_set, publish

TODAY = berlin_today()
WORDS = {
    "text": "Im Frühjahr stehen drei neue Bänke auf dem Platz.\n\nDas **freut** uns.",
    "reason": "Der Platz ist groß genug.",
    "instead": "Zwei Bänke gehen sofort.",
    "support": "Wir leihen Schaufeln.",
    "joining": "Am Samstag am Platz.",
}


@verb("answer.published")
def answers(_key):
    for made in both(case=Case.STATEMENT_IN):
        yield _published(made, promised_on=TODAY + timedelta(days=40)), {}
    reuse = ReuseFactory(idea=idea(case=Case.ANSWERED, **_answered()))
    yield reuse.answer, {}


@verb("answer_set.published")
def answer_sets(key):
    drafts = [AnswerFactory(idea=made) for made in both(case=Case.STATEMENT_IN)]
    other = idea(case=Case.STATEMENT_IN, author=drafts[0].idea.author)
    publish(make_set(*drafts, AnswerFactory(idea=other, **WORDS)))
    yield from said(key)


@verb("promise.moved", "promise.kept", "promise.given_up")
def promised(key):
    by = make_staff()
    given = {
        "promise.kept": (promises.keep, {"done_on": TODAY}),
        "promise.moved": (
            promises.move,
            {"to": TODAY + timedelta(days=90), "reason": "Der Boden ist gefroren."},
        ),
        "promise.given_up": (promises.give_up, {"reason": "Es gibt kein Geld."}),
    }
    end, words = given[key]
    for made in both(case=Case.STATEMENT_IN):
        end(_published(made, promised_on=TODAY + timedelta(days=9)), by=by, **words)
    yield from said(key)


@verb("deferral.put_off")
def put_off(key):
    by = make_staff()
    for made in both(case=Case.STATEMENT_IN):
        _published(
            made,
            outcome=Outcome.DEFERRED,
            look_again_on=TODAY + timedelta(days=100),
        )
        day = TODAY + timedelta(days=300)
        deferring.put_off(made, to=day, reason="Es fehlt Geld.", by=by)
    yield from said(key)


@verb("notice.sent")
def notices(_key):
    for made in both(case=Case.OPEN):
        notice = NoticeFactory(idea=made, state=NoticeState.SENT, is_edited=True)
        yield made, {"notice": notice.pk}


@verb("referral.resident_asked")
def residents_asked(key):
    by = make_staff()
    for made in both(case=Case.QUESTION):
        referral = ReferralFactory(idea=made, state="question")
        question = QuestionFactory(referral=referral)
        passing.pass_on(question, text="Welche Seite meinen Sie?", by=by)
    yield from said(key)


@verb("referral.assigned", "referral.draft_left")
def inside(_key):
    referral = ReferralFactory(idea=idea(case=Case.REFERRED))
    member, writer = member_of(referral.department), member_of(referral.department)
    now = timezone.now()
    Assignment.objects.create(
        referral=referral, assignee=member, assigned_by=writer, assigned_at=now
    )
    PendingStatement.objects.create(
        referral=referral,
        text="Geht.",
        outcome=Outcome.PLANNED,
        written_at=now,
        written_by=writer,
        speaker="Fachbereich",
        source="account",
    )
    yield referral, {"to": member.pk}


@verb("reuse.waits")
def reuses_that_wait(_key):
    make_staff()
    for state in (ReuseState.OBJECTED, ReuseState.INFORMING):
        made = idea(case=Case.ANSWERED, **_answered())
        yield ReuseFactory(idea=made, state=state), {}


@verb("reuse.source_renewed")
def renewed(_key):
    for made in both(case=Case.ANSWERED, **_answered()):
        newer = make_source(title=title())
        yield ReuseFactory(idea=made), {"answer": newer.pk}


@verb("clarification.opened")
def clarified(key):
    made = idea(case=Case.OPEN)
    offices = DepartmentFactory.create_batch(2)
    clarifying.open_by_hand(made, departments=offices, by=make_staff("coordinator"))
    yield from said(key)


def _published(made, **fields):
    draft = AnswerFactory(idea=made, **{**WORDS, **fields})
    if "promised_on" in fields or draft.outcome == Outcome.DEFERRED:
        return answering.publish(draft, version=1, by=make_staff())
    Answer.objects.filter(pk=draft.pk).update(
        state=AnswerState.PUBLISHED, published_at=timezone.now()
    )
    return Answer.objects.get(pk=draft.pk)


def _answered():
    return {"outcome": Outcome.WILL_BE_DONE, "answered_at": timezone.now()}
