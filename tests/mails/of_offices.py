"""Samples of the mails to Ämter, and of the SPK's own list."""

from datetime import date, timedelta

from django.utils import timezone

from commons.clock import berlin_today
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.services.merging import merge
from neighbourhood.rounds.services import reminding as round_reminding
from participation.bundles.services import (
    colleagues as bundle_colleagues,
    recalling as bundle_recalling,
    reminding as bundle_reminding,
)
from participation.ideas.enums import Case, Outcome
from participation.referrals.enums import ReuseState, SaidWay
from participation.referrals.models import Promise, Statement
from participation.referrals.services import (
    answering,
    colleagues,
    inquiries,
    ladder,
    questions,
    recalling,
    referring,
    reusing,
    reviewing,
    transcripts,
)
from participation.referrals.services.responding import Said
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import (
    AnswerFactory,
    QuestionFactory,
    ReferralFactory,
    ReuseFactory,
    StatementFactory,
    make_source,
)
from tests.factories.rounds import date_back, make_round, set_due
from tests.mails.samples import LANGUAGES, renderer, title
from tests.participation.bundling import with_department
from tests.participation.ladders import old_referral

COLLEAGUE = "kollegin@amt.example.org"
NOTE = "Bitte bis Freitag.\n\nDanke!"
SAID = Said("Die Bank kommt im Mai.", Outcome.PLANNED)


def rows_of(key):
    return list(Delivery.objects.filter(renderer=key).order_by("pk"))


def office():
    return DepartmentFactory(email="gruen@amt.example.org")


def idea(case=Case.OPEN, **fields):
    return IdeaFactory(title=title(), case=case, **fields)


@renderer("referrals.referral")
def letters():
    referring.refer(idea(), lead=office(), cover_note=NOTE, by=make_staff())
    return rows_of("referrals.referral")


@renderer("referrals.question_answered")
def answered_questions():
    referral = ReferralFactory(idea=idea(Case.QUESTION), state="question")
    question = QuestionFactory(referral=referral)
    questions.answer_question(question, text="Die Südseite.", by=make_staff())
    return rows_of("referrals.question_answered")


@renderer("referrals.recalled")
def recalled():
    recalling.recall(ReferralFactory(idea=idea(Case.REFERRED)), by=make_staff())
    return rows_of("referrals.recalled")


@renderer("referrals.colleague")
def handed_on():
    referral = ReferralFactory(idea=idea(Case.REFERRED), department=office())
    colleagues.hand_on(referral, COLLEAGUE, note=NOTE, giver="Amt am Apparat")
    return rows_of("referrals.colleague")


@renderer("referrals.moved")
def succeeded():
    source = office()
    ReferralFactory(idea=idea(Case.REFERRED), department=source)
    merge(source, into=DepartmentFactory(), by=make_staff("coordinator"))
    return rows_of("referrals.moved")


@renderer("referrals.promise")
def asked_about_promises():
    by = make_staff()
    made = StatementFactory(referral__idea=idea(Case.STATEMENT_IN)).referral.idea
    soon = berlin_today() + timedelta(days=9)
    draft = AnswerFactory(idea=made, promised_on=soon)
    draft.statements.set(Statement.objects.filter(referral__idea=made))
    answer = answering.publish(draft, version=1, by=by)
    inquiries.ask(Promise.objects.get(answer=answer), by=by)
    return rows_of("referrals.promise")


@renderer("referrals.reuse")
def reused():
    source = make_source(title=title())
    reusing.answer_with(
        idea(), source, text="Das gilt auch hier.", version=1, by=make_staff()
    )
    return rows_of("referrals.reuse")


@renderer("referrals.reuse_reviewed")
def reviewed():
    reuse = ReuseFactory(
        idea=idea(Case.ANSWERED, **_answered()), state=ReuseState.OBJECTED
    )
    reviewing.keep(reuse, text="Die Leitungen enden davor.", by=make_staff())
    return rows_of("referrals.reuse_reviewed")


@renderer("referrals.transcript")
def transcribed():
    heard = transcripts.Heard(SaidWay.PHONE, date(2026, 1, 7))
    referral = ReferralFactory(idea=idea(Case.REFERRED))
    transcripts.record(referral, SAID, heard, by=make_staff())
    return rows_of("referrals.transcript")


@renderer("referrals.reminder")
def reminded():
    """One case, several of one mailbox, and what a head of office reads."""
    old_referral(due_in=0, idea=idea(Case.REFERRED))
    department = office()
    for due_in in (-3, 0, -25):
        old_referral(due_in=due_in, idea=idea(Case.REFERRED), department=department)
    ladder.remind()
    ladder.send_pending()
    return rows_of("referrals.reminder")


@renderer("referrals.weekly")
def weeks():
    """Whatever day it is: only the first working day of a week sends it."""
    old_referral(due_in=-3, idea=idea(Case.REFERRED))
    for language in LANGUAGES:
        delivery.enqueue(
            key=f"week:{language}",
            renderer="referrals.weekly",
            params={},
            to_user=make_staff(language=language),
        )
    return rows_of("referrals.weekly")


@renderer("bundles.bundle")
def bundles():
    with_department(3, office(), by=make_staff(), title=title())
    return rows_of("bundles.bundle")


@renderer("bundles.reminder")
def reminded_of_bundles():
    by = make_staff()
    bundle, _rows = with_department(3, office(), by=by)
    bundle_reminding.remind(bundle, by=by)
    return rows_of("bundles.reminder")


@renderer("bundles.colleague")
def bundles_handed_on():
    bundle, _rows = with_department(2, office(), by=make_staff())
    bundle_colleagues.hand_on(bundle, COLLEAGUE, note=NOTE, giver="Amt am Apparat")
    return rows_of("bundles.colleague")


@renderer("bundles.recalled")
def recalled_bundles():
    by = make_staff()
    bundle, _rows = with_department(2, office(), by=by)
    bundle_recalling.recall_all(bundle, by=by)
    return rows_of("bundles.recalled")


@renderer("bundles.moved")
def moved_bundles():
    source = office()
    with_department(2, source, by=make_staff())
    merge(source, into=DepartmentFactory(), by=make_staff("coordinator"))
    return rows_of("bundles.moved")


@renderer("referrals.reminder with a round")
def mornings():
    """Not a renderer of its own: what a case and a round become together."""
    department = office()
    old_referral(due_in=0, idea=idea(Case.REFERRED), department=department)
    row = make_round(department, title=title())
    date_back(row, days=30)
    set_due(row, due_after(berlin_today(), 0))
    ladder.remind()
    round_reminding.remind()
    return rows_of("referrals.reminder")


def _answered():
    return {"outcome": Outcome.WILL_BE_DONE, "answered_at": timezone.now()}
