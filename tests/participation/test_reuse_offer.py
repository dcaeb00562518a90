"""Which earlier answers are shown before an Amt is asked again, and why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.search import services as search
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.referrals.enums import AnswerState
from participation.referrals.models import ReuseTerms
from participation.referrals.queries.reusing import earlier_answers, offered_on
from tests.factories.accounts import make_staff
from tests.factories.departments import TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item
from tests.factories.referrals import AnswerFactory, ReuseFactory, make_source
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db

TITLE = "Ein Zebrastreifen vor der Grundschule in der Grunowstraße"
TEXT = "Morgens queren hier viele Kinder, und die Autos fahren schnell um die Ecke."
AGAIN = "Zebrastreifen an der Grundschule Grunowstraße"
AGAIN_TEXT = "Viele Kinder queren morgens die Grunowstraße. Die Autos sind schnell."


@pytest.fixture
def topic():
    return TopicFactory(name="Gehwege")


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def asked(topic, region):
    """Somebody asks what was asked before."""
    return IdeaFactory(title=AGAIN, text=AGAIN_TEXT, topic=topic, region=region)


@pytest.fixture
def make(topic, region):
    def made(**fields):
        fields = {"title": TITLE, "text": TEXT, "topic": topic, "region": region} | (
            fields
        )
        answer = make_source(**fields)
        search.index("idea", answer.idea)
        return answer

    return made


def test_an_answer_to_a_like_question_is_found_with_its_reasons(asked, make):
    answer = make()

    [earlier] = earlier_answers(asked)

    assert earlier.answer == answer
    assert earlier.department == answer.idea.lead_department
    assert earlier.why[0] in {"klingt ähnlich", "fast gleicher Text"}
    assert earlier.why[1:] == ("gleiches Thema: Gehwege", "im selben Stadtteil")


def test_two_points_say_how_far_apart_they_are(make, topic, region):
    point = {"lon": 13.4, "lat": 52.5, "east_m": 391_000.0, "north_m": 5_820_000.0}
    near = point | {"north_m": 5_820_120.0}
    make(place_kind="pin", **point)
    asked = IdeaFactory(
        title=AGAIN,
        text=AGAIN_TEXT,
        topic=topic,
        region=region,
        place_kind="pin",
        **near,
    )

    [earlier] = earlier_answers(asked)

    assert earlier.why[2] == "120 m entfernt"


def test_a_topic_beside_it_counts_and_another_does_not(asked, make, topic):
    root = TopicFactory(name="Verkehr")
    topic.parent = root
    topic.save()
    beside = make(topic=TopicFactory(name="Radwege", parent=root))
    make(topic=TopicFactory(name="Kultur"))

    [earlier] = earlier_answers(Idea.objects.get(pk=asked.pk))

    assert earlier.answer == beside
    assert earlier.why[1] == "verwandtes Thema: Radwege"


TOO_OLD = timezone.now() - timedelta(days=800)
YESTERDAY = berlin_today() - timedelta(days=1)


@pytest.mark.parametrize(
    "fields",
    (
        {"published_at": TOO_OLD},
        {"case": Case.REOPENED},
        {"publication": Publication.HIDDEN},
        {"publication": Publication.REMOVED},
        {"words": {"promised_on": YESTERDAY}},
        {"title": "Ein Brunnen", "text": "Im Sommer ist es dort zu heiß."},
    ),
    ids=("old", "reopened", "hidden", "removed", "promise broken", "about else"),
)
def test_what_does_not_hold_is_not_offered(asked, make, fields):
    make(**fields)

    assert earlier_answers(asked) == []


def test_a_promise_that_was_kept_holds_after_its_day(asked, make):
    make(outcome=Outcome.DONE, words={"promised_on": YESTERDAY})

    assert len(earlier_answers(asked)) == 1


def test_of_two_answers_to_one_idea_the_last_word_counts(asked, make):
    first = make()
    last = AnswerFactory(
        idea=first.idea, state=AnswerState.PUBLISHED, outcome=first.outcome
    )

    assert [earlier.answer for earlier in earlier_answers(asked)] == [last]


def test_a_draft_is_no_answer(asked, make):
    answer = make()
    AnswerFactory(idea=answer.idea, text="Noch geheim.")

    assert [earlier.answer for earlier in earlier_answers(asked)] == [answer]


def test_an_answer_told_again_is_no_source_itself(asked, topic, region):
    reuse = ReuseFactory(
        idea__title=TITLE, idea__text=TEXT, idea__topic=topic, idea__region=region
    )
    search.index("idea", reuse.idea)

    assert reuse.answer not in [earlier.answer for earlier in earlier_answers(asked)]


def test_coordinators_say_how_old_an_answer_may_be(asked, make):
    make(published_at=timezone.now() - timedelta(days=100))
    ReuseTerms.objects.create(pk=1, months=2)

    assert earlier_answers(asked) == []


@pytest.mark.parametrize(
    ("fields", "is_offered"),
    (
        ({"publication": Publication.SUBMITTED}, True),
        ({"case": Case.OPEN}, True),
        ({"case": Case.REOPENED}, True),
        ({"case": Case.REFERRED}, False),
        ({"case": Case.ANSWERED, "outcome": Outcome.DONE}, False),
        ({"publication": Publication.DECLINED}, False),
        ({"publication": Publication.CHANGES_REQUESTED}, False),
    ),
)
def test_it_is_offered_where_an_answer_may_still_be_given(
    make, topic, region, fields, is_offered
):
    make()
    fields = {"topic": topic, "region": region} | fields
    idea = IdeaFactory(title=AGAIN, text=AGAIN_TEXT, **fields)

    assert bool(offered_on(idea)) is is_offered


@pytest.mark.parametrize("answers", (1, 30))
def test_it_costs_six_queries_however_many_answers_there_are(
    asked, make, django_assert_num_queries, answers
):
    for _ in range(answers):
        make()
    idea = Idea.objects.select_related("topic", "region").get(pk=asked.pk)
    idea.east_m, idea.north_m = 391_000.0, 5_820_000.0

    with django_assert_num_queries(6):
        found = offered_on(idea)

    assert len(found) == min(answers, 3)


@pytest.mark.parametrize("where", ("desk", "referral", "answer"))
def test_it_stands_where_somebody_is_about_to_ask(
    client, sign_in, make, topic, region, where
):
    answer = make()
    fields = {"title": AGAIN, "text": AGAIN_TEXT, "topic": topic, "region": region}
    if where == "desk":
        url = make_item(**fields).get_absolute_url()
        idea = Idea.objects.get(title=AGAIN)
    else:
        idea = IdeaFactory(case=Case.OPEN, **fields)
        views = {"referral": "referral-create", "answer": "answer-edit"}
        url = reverse(f"referrals:{views[where]}", args=[idea.number])

    page = sign_in(client, make_staff()).get(url).text

    assert "Schon beantwortet?" in page
    assert reverse("referrals:reuse-create", args=[idea.number, answer.pk]) in page


def test_terms_are_for_coordinators(client, sign_in):
    url = reverse("referrals:reuse-terms")
    asked = {"months": 12, "working_days": 10}
    refused = sign_in(client, make_staff()).post(url, asked)
    coordinator = make_staff(Role.COORDINATOR)
    wrong = sign_in(client, coordinator).post(url, {"months": 0, "working_days": 10})
    client.post(url, asked)

    terms = ReuseTerms.objects.get()
    assert (refused.status_code, wrong.status_code) == (403, 422)
    assert (terms.months, terms.working_days, terms.changed_by) == (12, 10, coordinator)
