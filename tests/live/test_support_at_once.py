"""Many phones tap at the same second, with real connections and commits."""

import pytest

from events.live.models import Question, QuestionSupport
from events.live.services import supporting
from tests.factories.rooms import ParticipantFactory, QuestionFactory
from tests.participation.at_once import at_once

# Threads see only what is committed.
pytestmark = pytest.mark.usefixtures("own_database")
PEOPLE = 12


def test_everybody_counts_once_however_often_they_tap():
    question = QuestionFactory()
    people = [ParticipantFactory(room=question.room) for _each in range(PEOPLE)]

    taps = [person for person in people for _twice in range(2)]
    at_once(*(lambda who=who: supporting.support(question, by=who) for who in taps))

    counted = Question.objects.get(pk=question.pk).support_count
    rows = QuestionSupport.objects.filter(question=question).count()
    assert (counted, rows) == (PEOPLE, PEOPLE)
