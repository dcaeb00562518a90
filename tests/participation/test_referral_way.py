"""What referrals add to the public "Weg der Idee"."""

import pytest

from participation.ideas.enums import Case
from participation.ideas.queries.way import way_of
from participation.referrals.enums import AnswerState, ReferralRole, ReferralState
from participation.referrals.queries import way
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import (
    AnswerFactory,
    QuestionFactory,
    ReferralFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db

NAME = "Amt für Bänke"


def steps_of(idea):
    return [(step.state, step.title, step.actor) for step in way.entries(idea)]


def referral_in(state, **fields):
    return ReferralFactory(state=state, department__name=NAME, **fields)


@pytest.mark.parametrize(
    ("state", "step"),
    (
        (ReferralState.QUEUED, ("now", "Wird übergeben", NAME)),
        (ReferralState.SENT, ("now", "Liegt beim zuständigen Amt", NAME)),
        (
            ReferralState.FAILED,
            ("now", "Die Übergabe hat nicht geklappt; die SPK kümmert sich", NAME),
        ),
        (ReferralState.QUESTION, ("now", "Wartet auf eine Auskunft der SPK", NAME)),
        (ReferralState.RETURNED, ("done", "Zurückgegeben: nicht zuständig", NAME)),
        (ReferralState.RECALLED, ("done", "Weiterleitung beendet", NAME)),
    ),
)
def test_each_state_is_one_public_step(state, step):
    referral = referral_in(state)

    assert steps_of(referral.idea)[-1] == step


def test_who_has_it_and_until_when_is_public():
    referral = referral_in(ReferralState.SENT)

    step = way_of(referral.idea)[-2]

    assert (step.actor, step.until) == (NAME, referral.due_day)


def test_statement_is_followed_by_the_spk_writing():
    statement = StatementFactory(referral__department__name=NAME)

    assert steps_of(statement.referral.idea)[1:] == [
        ("done", "Stellungnahme abgegeben", NAME),
        ("now", "Die SPK schreibt die Antwort", ""),
    ]


def test_words_between_the_offices_are_not_public():
    question = QuestionFactory(text="Intern: welche Seite?", answer="")
    referral = question.referral
    referral.cover_note = "Interner Hinweis"
    referral.save()

    texts = " ".join(
        f"{step.title} {step.text} {step.note}" for step in way_of(referral.idea)
    )

    assert "Intern" not in texts


def test_published_answer_and_its_promise_are_steps():
    idea = IdeaFactory(case=Case.ANSWERED, outcome="planned")
    AnswerFactory(
        idea=idea,
        outcome="planned",
        state=AnswerState.PUBLISHED,
        promised_on="2030-05-02",
    )
    AnswerFactory(idea=idea, text="Entwurf")

    assert steps_of(IdeaFactory._meta.model.objects.get(pk=idea.pk)) == [
        ("done", "Antwort veröffentlicht: ist eingeplant", ""),
        ("next", "Zugesagt bis zum 2. Mai 2030", ""),
    ]


def test_idea_without_a_case_costs_no_query(django_assert_num_queries):
    idea = IdeaFactory(case=Case.NONE)

    with django_assert_num_queries(0):
        assert way.entries(idea) == []


@pytest.mark.parametrize("consulted", (1, 30))
def test_way_costs_four_queries(consulted, django_assert_num_queries):
    lead = ReferralFactory()
    departments = DepartmentFactory.create_batch(consulted)
    for department in departments:
        ReferralFactory(
            idea=lead.idea, department=department, role=ReferralRole.CONSULTED
        )

    with django_assert_num_queries(4):
        steps = way.entries(lead.idea)

    assert len(steps) == 2 * (consulted + 1)


@pytest.mark.parametrize("rows", (1, 30))
def test_idea_page_of_staff_costs_the_same_for_many_referrals(
    client, sign_in, rows, django_assert_num_queries
):
    lead = ReferralFactory()
    for _ in range(rows):
        ReferralFactory(idea=lead.idea, role=ReferralRole.CONSULTED)
    sign_in(client, make_staff())
    client.get(lead.idea.get_absolute_url())

    with django_assert_num_queries(21):
        client.get(lead.idea.get_absolute_url())
