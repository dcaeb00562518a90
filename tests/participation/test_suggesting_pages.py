"""What is shown of what was learned: on the form, and on the page about it."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.clock import berlin_today
from neighbourhood.departments.models import Department
from participation.referrals.enums import ReferralState
from participation.referrals.models import SuggestionTerms, Training
from participation.referrals.queries.suggesting import (
    is_good_enough,
    standing,
    suggestion_for,
)
from participation.referrals.services import learning
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.participation.suggesting_texts import (
    STREETS,
    make_decisions,
    topic_of,
)

pytestmark = pytest.mark.django_db

PAGE = "referrals:suggestions"


@pytest.fixture
def learned():
    make_decisions(72)
    return learning.learn()


@pytest.fixture
def idea():
    return IdeaFactory(
        title="Radweg in der Kastanienstraße",
        text="Der Asphalt des Radwegs hat Löcher.",
        topic=topic_of(STREETS),
    )


def department(label):
    return Department.objects.get(key=f"lernamt-{label}")


def test_the_department_that_took_such_ideas_is_named_with_reasons(learned, idea):
    found = suggestion_for(idea)
    first = found.proposed[0]

    assert first.department == department(STREETS)
    assert found.is_sure
    assert "„Radweg“" in first.reasons
    assert f"Thema {STREETS}" in " ".join(first.reasons)
    assert 99 <= sum(each.percent for each in found.proposed) <= 101
    assert first.percent <= 99


def test_a_suggestion_costs_six_queries_at_most(
    learned, idea, django_assert_max_num_queries
):
    suggestion_for(idea)
    with django_assert_max_num_queries(6):
        suggestion_for(idea)


def test_words_of_nothing_known_are_unsure(learned):
    strange = IdeaFactory(title="Xylophon", text="", topic__key="fremd")

    assert not suggestion_for(strange).is_sure


def test_a_merged_department_is_named_by_its_heir(learned, idea):
    heir = DepartmentFactory()
    Department.objects.filter(pk=department(STREETS).pk).update(
        is_active=False, merged_into=heir, ended_on=berlin_today()
    )

    assert suggestion_for(idea).proposed[0].department == heir


def test_a_department_that_is_gone_is_left_out(learned, idea):
    gone = department(STREETS)
    Department.objects.filter(pk=gone.pk).update(is_active=False)
    named = [each.department for each in suggestion_for(idea).proposed]

    assert gone not in named
    assert named


def test_whoever_said_not_ours_is_not_named_again(learned, idea):
    said_no = department(STREETS)
    ReferralFactory(idea=idea, department=said_no, state=ReferralState.RETURNED)
    found = suggestion_for(idea)

    assert said_no not in [each.department for each in found.proposed]


def training(**figures):
    shares = {"accuracy": 0.7, "top_three": 0.9, "macro_f1": 0.6, "off": 0.05}
    return Training(**shares | {"most_frequent": 0.5} | figures)


@pytest.mark.parametrize(
    ("figures", "is_good"),
    (
        ({}, True),
        ({"top_three": 0.8999}, False),
        # Four fifths go to one Amt: three guesses are right without any learning.
        ({"top_three": 0.99, "accuracy": 0.8, "most_frequent": 0.8}, False),
    ),
)
def test_what_is_good_enough(figures, is_good):
    assert is_good_enough(training(**figures)) is is_good


def test_nothing_is_suggested_before_it_is_good_and_the_page_says_how_far(
    learned, idea, client, sign_in
):
    Training.objects.update(top_three=0.899)
    page = sign_in(client, make_staff()).get(reverse(PAGE)).content.decode()

    assert suggestion_for(idea) is None
    assert "in 89 von 100 Fällen unter den ersten drei" in page
    assert "Vorschläge ab 90" in page


def test_the_page_counts_towards_the_first_fifty(client, sign_in):
    make_decisions(3)
    page = sign_in(client, make_staff()).get(reverse(PAGE)).content.decode()

    assert "erst 3 von 50 Entscheidungen" in page


def test_a_failed_run_is_said(learned, client, sign_in, monkeypatch):
    def broken(_examples):
        raise MemoryError

    monkeypatch.setattr(learning, "train", broken)
    learning.learn(is_asked=True)
    page = sign_in(client, make_staff()).get(reverse(PAGE)).content.decode()

    assert "ist misslungen" in page
    assert "MemoryError" in page
    assert standing().is_shown


def test_the_page_costs_the_same_with_many_runs(
    learned, client, sign_in, django_assert_num_queries
):
    sign_in(client, make_staff())
    client.get(reverse(PAGE))
    queries = []
    for more in (0, 20):
        for number in range(2, 2 + more):
            Training.objects.create(
                number=number,
                began_at=learned.began_at,
                ended_at=learned.ended_at,
                decisions=50,
                newest_referral=1,
                fault="MemoryError",
            )
        with django_assert_num_queries(16) as found:
            client.get(reverse(PAGE))
        queries.append(len(found))

    assert queries[0] == queries[1]


def test_the_form_shows_it_and_chooses_nothing(learned, idea, client, sign_in):
    url = reverse("referrals:referral-create", args=[idea.number])
    page = sign_in(client, make_staff()).get(url).content.decode()
    chosen = f'value="{department(STREETS).pk}" selected'

    assert "Wohin ähnliche Ideen gingen" in page
    assert f'value="learned-{department(STREETS).pk}"' in page
    assert chosen not in page


def test_an_unsure_one_says_so_on_the_form(learned, idea, client, sign_in):
    SuggestionTerms.objects.create(pk=1, least_confidence=99)
    idea.title, idea.text, idea.topic = "Bitte", "Etwas tun.", TopicFactory()
    idea.save()
    url = reverse("referrals:referral-create", args=[idea.number])
    page = sign_in(client, make_staff()).get(url).content.decode()

    assert "hier unsicher" in page


def test_terms_are_for_coordinators(learned, idea, client, sign_in):
    url = reverse(PAGE)
    asked = {"least_confidence": 75}
    refused = sign_in(client, make_staff()).post(url, asked)
    coordinator = make_staff(Role.COORDINATOR)
    wrong = sign_in(client, coordinator).post(url, {"least_confidence": 5})
    client.post(url, asked)

    terms = SuggestionTerms.objects.get()
    assert (refused.status_code, wrong.status_code) == (403, 422)
    assert (terms.is_shown, terms.least_confidence) == (False, 75)
    assert terms.changed_by == coordinator
    assert suggestion_for(idea) is None


def test_a_coordinator_may_have_it_learn_now(
    client, sign_in, django_capture_on_commit_callbacks
):
    url = reverse("referrals:suggestion-learn")
    refused = sign_in(client, make_staff()).post(url)
    sign_in(client, make_staff(Role.COORDINATOR))
    with django_capture_on_commit_callbacks() as woken:
        done = client.post(url)

    assert refused.status_code == 403
    assert done.status_code == 302
    assert [call.args[0] for call in woken if getattr(call, "args", ())] == [
        "referrals.learn"
    ]
