"""A question that is reported: the desk's verdict, and what blackening reaches."""

import pytest
from django.urls import reverse

from commons.blackening import Blackening, Passage
from commons.copies import About, blacken
from events.live.models import Question
from events.live.services import publication
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision
from tests.factories.ideas import DecisionFactory
from tests.factories.rooms import ParticipantFactory, QuestionFactory

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogel"


def decided(question, verdict):
    return DecisionFactory(kind="room_question", target_id=question.pk, verdict=verdict)


def test_anybody_reports_a_question_that_is_shown(client):
    question = QuestionFactory()

    page = client.get(
        reverse("moderation:report-create", args=["room_question", question.pk])
    )

    assert page.status_code == 200
    assert question.text in page.content.decode()


def test_nobody_reports_what_waits_for_the_moderation(client):
    question = QuestionFactory(state="waiting")

    page = client.get(
        reverse("moderation:report-create", args=["room_question", question.pk])
    )

    assert page.status_code == 404


def test_what_the_desk_hides_leaves_the_room_and_comes_back():
    question = QuestionFactory()

    publication.apply(question, decided(question, Verdict.HIDE), by=None)
    gone = Question.objects.shown().count()
    publication.apply(question, decided(question, Verdict.RESTORE), by=None)

    assert (gone, Question.objects.shown().get()) == (0, question)
    assert Decision.objects.filter(target_id=question.pk).count() == 2


def test_blackening_reaches_the_words_and_the_name_beside_them():
    person = ParticipantFactory(nickname=f"{CANARY} A.")
    question = QuestionFactory(
        room=person.room, participant=person, text=f"Was sagt {CANARY} dazu?"
    )
    ids = {"room_question": frozenset({question.pk})}

    blacken(About(ids=ids, changed=ids), Blackening((Passage(CANARY, "Name"),)))

    question.refresh_from_db()
    person.refresh_from_db()
    assert CANARY not in question.text + person.nickname
    assert question.publication == Publication.PUBLISHED
