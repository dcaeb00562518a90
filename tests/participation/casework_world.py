"""Cases for the tests of the case page, the board and the file: real rows."""

from datetime import timedelta

from django.utils import timezone

from commons.clock import berlin_today
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case, Outcome
from participation.referrals.enums import ReferralRole, ReferralState
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import (
    AnswerFactory,
    QuestionFactory,
    ReferralFactory,
    StatementFactory,
)

ASKED = "Welche Seite ist gemeint?"
SAID = "Wir stellen drei Bänke auf."
CORRECTED = "Wir stellen vier Bänke auf."


def rich_case(**fields):
    """Two Ämter, a correction, a question that was answered, a draft of the answer."""
    idea = IdeaFactory(case=Case.STATEMENT_IN, **fields)
    lead = ReferralFactory(
        idea=idea,
        state=ReferralState.STATED,
        department=DepartmentFactory(name="Amt für Bänke", short_name="Bänke"),
    )
    other = ReferralFactory(
        idea=idea,
        role=ReferralRole.CONSULTED,
        state=ReferralState.STATED,
        department=DepartmentFactory(name="Amt für Wege", short_name="Wege"),
    )
    now = timezone.now()
    QuestionFactory(
        referral=lead,
        text=ASKED,
        answer="Die Sonnenseite.",
        asked_at=now - timedelta(minutes=9),
        answered_at=now - timedelta(minutes=8),
    )
    StatementFactory(
        referral=lead,
        text=SAID,
        reference="GZ 4711",
        stated_at=now - timedelta(hours=1),
    )
    StatementFactory(referral=lead, text=CORRECTED, reference="GZ 4711", costs=1200)
    StatementFactory(referral=other, text="Der Weg bleibt frei.", reference="W 12")
    AnswerFactory(idea=idea, text="Es kommen vier Bänke.", outcome=Outcome.WILL_BE_DONE)
    return idea


def open_cases(number, **fields):
    """Cases with an Amt; every second one is late."""
    late = due_after(berlin_today() - timedelta(days=30), 1)
    return [
        _open_case(late if index % 2 == 0 else None, fields) for index in range(number)
    ]


def _open_case(due_on, fields):
    idea = IdeaFactory(case=Case.REFERRED, **fields)
    ReferralFactory(idea=idea, **({"due_on": due_on} if due_on else {}))
    return idea
