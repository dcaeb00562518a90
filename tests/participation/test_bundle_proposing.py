"""What the desk is proposed to bundle: by department, place and likeness, with why."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.search import services as search
from participation.bundles.queries.proposing import MOST_IN_GROUP, board_for
from participation.ideas.enums import Case
from participation.referrals.enums import ReferralState
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.regions import PlanningAreaFactory, RegionFactory
from tests.factories.rounds import make_regional
from tests.factories.routing import RuleBookFactory, RuleFactory
from tests.participation.bundling import open_ideas

pytestmark = pytest.mark.django_db


@pytest.fixture
def amt():
    return DepartmentFactory(name="Straßen- und Grünflächenamt", short_name="SGA")


@pytest.fixture
def book():
    return RuleBookFactory(number=1)


@pytest.fixture
def cycling(amt, book):
    topic = TopicFactory(name="Radwege", key="radwege")
    RuleFactory(book=book, number=4, department=amt, topic_keys=[topic.key])
    return topic


@pytest.fixture
def visitor():
    return visitor_for(make_staff())


def said(board):
    return [(group.heading, group.why, group.department) for group in board.groups]


def test_topic_in_one_stadtteil_is_one_mail_and_says_why(visitor, amt, cycling):
    region = RegionFactory(name="Weißensee")
    open_ideas(7, topic=cycling, region=region)
    open_ideas(2, topic=cycling)

    board = board_for(visitor)

    why = "laut Regel 4 beim SGA"
    assert said(board) == [("7 Ideen: Radwege in Weißensee", why, amt)]
    assert (board.total, board.placed, board.is_cut) == (9, 9, False)


def test_what_lies_near_each_other_goes_together_across_topics(visitor, amt, book):
    RuleFactory(book=book, number=5, department=amt)
    area = PlanningAreaFactory(name="Komponistenviertel")
    for name in ("Bänke", "Licht", "Bäume"):
        open_ideas(
            1, topic=TopicFactory(name=name), planning_area=area, region=area.region
        )

    board = board_for(visitor)

    (group,) = board.groups
    assert group.heading == "3 Ideen: nahe beieinander in Komponistenviertel"
    assert group.why == "laut Regel 5 beim SGA"


def test_same_words_go_together_where_nothing_else_is_shared(visitor, amt, book):
    RuleFactory(book=book, number=6, department=amt)
    alike = [
        IdeaFactory(
            case=Case.OPEN,
            title="Zebrastreifen an der Grundschule",
            text="Kinder brauchen einen Zebrastreifen vor der Grundschule.",
            topic=TopicFactory(),
            region=RegionFactory(),
        )
        for _each in range(3)
    ]
    other = IdeaFactory(
        case=Case.OPEN, title="Trinkbrunnen", text="Im Sommer ist es heiß."
    )
    for idea in (*alike, other):
        search.index("idea", idea)

    board = board_for(visitor)

    (group,) = board.groups
    assert group.about == "ähnlich wie „Zebrastreifen an der Grundschule“"
    assert set(group.ideas) == set(alike)


def test_only_what_waits_and_is_ones_own_is_proposed(amt, cycling):
    region, other = RegionFactory(), RegionFactory()
    open_ideas(3, topic=cycling, region=region)
    open_ideas(3, topic=cycling, region=other)
    for idea in open_ideas(3, topic=cycling, region=region):
        ReferralFactory(idea=idea, state=ReferralState.RETURNED)
    board = board_for(visitor_for(make_regional(Role.MODERATOR, region)))

    assert [group.count for group in board.groups] == [3]
    assert board.total == 3


def test_large_group_comes_in_parts_that_somebody_can_read(visitor, cycling):
    region = RegionFactory()
    open_ideas(MOST_IN_GROUP + 5, topic=cycling, region=region)

    board = board_for(visitor)

    assert [group.count for group in board.groups] == [MOST_IN_GROUP, 5]


@pytest.mark.parametrize("count", (3, 30))
def test_board_asks_as_often_for_many_as_for_few(
    visitor, cycling, count, django_assert_num_queries
):
    open_ideas(count, topic=cycling, region=RegionFactory())
    board_for(visitor)

    with django_assert_num_queries(3):
        board = board_for(visitor)

    assert board.groups[0].count == count


def test_proposal_leads_to_the_form_with_its_ideas(client, sign_in, amt, cycling):
    ideas = open_ideas(3, topic=cycling, region=RegionFactory(name="Buch"))
    sign_in(client, make_staff())

    page = client.get(reverse("bundles:proposal-list")).content.decode()
    form = client.get(
        reverse("bundles:bundle-create"),
        {"amt": amt.pk, "titel": "Radwege in Buch", "idee": [row.pk for row in ideas]},
    ).context["form"]

    assert [f'value="{idea.pk}"' in page for idea in ideas] == [True] * 3
    assert form.initial == {"department": amt.pk, "title": "Radwege in Buch"}
    assert [each.idea for each in form.chosen] == ideas


def test_rules_that_say_nothing_propose_nothing(visitor):
    open_ideas(4)

    board = board_for(visitor)

    assert (board.groups, board.total, board.placed) == ([], 4, 0)
