"""The board of all open cases: by stage, by age, and never by person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commons.accounts.enums import Role
from commons.clock import berlin_today
from neighbourhood.regions.models import Region
from participation.casework.enums import Band, Stage
from participation.ideas.enums import Case
from participation.moderation.enums import Publication
from participation.referrals.enums import ReferralState
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.referrals import QuestionFactory, ReferralFactory
from tests.participation.casework_world import open_cases, rich_case

pytestmark = pytest.mark.django_db
URL = reverse("casework:board")
CSV = reverse("casework:board-csv")


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def stages_of(response):
    return {column.stage: column.number for column in response.context["columns"]}


def numbers_in(response):
    return [shown.row.case.number for shown in response.context["table"].shown]


def test_each_case_stands_in_the_stage_that_its_rows_tell(desk):
    IdeaFactory(case=Case.OPEN)
    open_cases(2)
    ReferralFactory(state=ReferralState.ACKNOWLEDGED)
    QuestionFactory()
    rich_case()
    IdeaFactory(case=Case.REOPENED)
    IdeaFactory(case=Case.CLOSED)
    IdeaFactory(case=Case.OPEN, publication=Publication.REMOVED)

    found = stages_of(desk.get(URL))

    assert found == {
        Stage.DESK: 1,
        Stage.REACTION: 2,
        Stage.AMT: 1,
        Stage.QUESTION: 1,
        Stage.CLARIFYING: 0,
        Stage.STATED: 0,
        Stage.RELEASE: 1,
        Stage.REOPENED: 1,
    }


def test_every_figure_is_a_link_to_just_those_cases(desk):
    open_cases(4)
    old = IdeaFactory(case=Case.OPEN)
    old.submitted_at -= timedelta(days=90)
    old.save(update_fields=["submitted_at"])

    for column in desk.get(URL).context["columns"]:
        if column.number:
            assert len(numbers_in(desk.get(URL + column.url))) == column.number
            late = numbers_in(desk.get(URL + column.late_url))
            assert len(late) == column.late
            for band, number, url in column.bands:
                assert len(numbers_in(desk.get(URL + url))) == number
                assert band in Band


def test_age_counts_working_days(desk):
    idea = IdeaFactory(case=Case.OPEN)
    idea.submitted_at -= timedelta(days=14)
    idea.save(update_fields=["submitted_at"])

    (row,) = desk.get(URL).context["found"]

    assert 7 <= row.days <= 10
    assert row.band == Band.MONTH


def test_filters_narrow_and_say_so_in_the_address(desk, moderator):
    regions = list(Region.objects.order_by("number")[:2])
    topic = TopicFactory()
    wanted = IdeaFactory(case=Case.OPEN, region=regions[0], topic=topic)
    IdeaFactory(case=Case.OPEN, region=regions[1])
    mine = ReferralFactory(referred_by=moderator, idea__region=regions[1])

    def found(**query):
        return numbers_in(desk.get(URL, {"ansicht": "tabelle", **query}))

    assert found(stadtteil=regions[0].slug) == [wanted.number]
    assert found(thema=topic.key) == [wanted.number]
    assert found(amt=mine.department.key) == [mine.idea.number]
    assert found(meine="1") == [mine.idea.number]
    assert found(stand=Stage.REACTION) == [mine.idea.number]
    assert found(ueberfaellig="1") == []
    assert len(found(stadtteil="gibt-es-nicht")) == 3


def test_the_table_is_sorted_as_asked(desk):
    first, second = open_cases(2)
    first.submitted_at = second.submitted_at - timedelta(days=5)
    first.save(update_fields=["submitted_at"])
    second.next_on = berlin_today()

    by_age = numbers_in(desk.get(URL, {"ansicht": "tabelle", "ordnung": "alter"}))

    assert by_age == [first.number, second.number]


def test_the_file_counts_cases_and_holds_no_words_of_anybody(desk):
    author = UserFactory(display_name="Nachbarin vom Platz")
    idea = rich_case(title="Bänke für Frau Beispiel", author=author)

    text = b"".join(desk.get(CSV)).decode("utf-8-sig")

    assert idea.number in text
    assert len(text.splitlines()) == 2
    for words in (idea.title, author.display_name, author.email, idea.text[:10]):
        assert words not in text


def test_no_figure_is_about_a_person(desk, moderator):
    ReferralFactory(referred_by=moderator)

    html = desk.get(URL).content.decode()
    main = html[html.index("<main") :]

    assert moderator.display_name not in main
    assert moderator.email not in main


@pytest.mark.parametrize("number", (1, 30))
@pytest.mark.parametrize(
    ("query", "expected"),
    ((URL, 27), (f"{URL}?ansicht=tabelle", 27), (CSV, 26)),
)
def test_it_costs_the_same_for_one_case_and_for_thirty(desk, number, query, expected):
    open_cases(number)
    desk.get(query)

    with CaptureQueriesContext(connection) as queries:
        b"".join(desk.get(query))

    assert len(queries) == expected


def test_a_number_leads_to_its_case(desk):
    idea = IdeaFactory(case=Case.CLOSED)

    found = desk.get(URL, {"nummer": f" {idea.number} "})
    missing = desk.get(URL, {"nummer": "1999-00001"})

    assert found.url == reverse("casework:case-show", args=[idea.number])
    assert "gibt es in Ihren Stadtteilen nicht" in missing.content.decode()


def test_who_sees_it_and_what(client, sign_in):
    here, there = Region.objects.order_by("number")[:2]
    mine = make_staff()
    IdeaFactory(case=Case.OPEN, region=here)
    IdeaFactory(case=Case.OPEN, region=there)
    IdeaFactory(case=Case.OPEN, region=here, author=mine)

    def seen(user):
        response = sign_in(client, user).get(URL)
        client.logout()
        return response.status_code, len((response.context or {}).get("found", ()))

    assert seen(make_staff(role=Role.COORDINATOR)) == (200, 3)
    assert seen(mine) == (200, 2)
    assert seen(make_regional_moderator(there)) == (200, 1)
    assert seen(make_staff(role=Role.DATA_EDITOR))[0] == 403
    assert seen(UserFactory())[0] == 403
    assert client.get(URL).status_code == 302
