"""How soon to hear of each thing, leaving and coming back, and what may be followed."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.notifications.enums import Pace
from commons.notifications.models import Follow, SubjectPreference
from commons.notifications.queries.following import followed_by
from commons.notifications.queries.follows import follow_of, listeners
from commons.notifications.services import following, follows
from commons.notifications.services.preferences import set_mail
from neighbourhood.regions.models import PlanningArea
from participation.ideas.models import SavedSearch
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.participation.writing import dangers_in

pytestmark = pytest.mark.django_db
LIST = "/konto/verfolgt/"
RESTORE = "/konto/verfolgt/wieder/"
KINDS = ("idea", "region", "planning_area", "topic", "department")
WEEKLY = "Sie hören einmal in der Woche davon"


def thing(kind):
    idea = IdeaFactory()
    area = PlanningArea.objects.filter(region=idea.region, lor_version="2021").first()
    return {
        "idea": idea,
        "region": idea.region,
        "planning_area": area,
        "topic": idea.topic,
        "department": DepartmentFactory(),
    }[kind]


def page_of(target):
    return reverse("notifications:follow", args=[kinds.of(target).key, target.pk])


def token_in(response):
    return unquote(response["Location"].partition("verlassen=")[2])


def kept(user, name="Bänke", number=0):
    now = timezone.now()
    return SavedSearch.objects.create(
        user=user,
        name=name,
        query=f"q={number}",
        region_ids=[0],
        topic_ids=[0],
        area_ids=[0],
        created_at=now,
        seen_at=now,
    )


@pytest.fixture
def person(client, sign_in):
    user = UserFactory()
    sign_in(client, user)
    return user


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_followed_paced_muted_left_and_taken_back(client, person, kind):
    target = thing(kind)
    page = page_of(target)

    client.post(page, {"was": "folgen"})
    followed = client.get(page).text
    client.post(page, {"takt": "daily"})
    paced = follow_of(person.pk, target).pace
    client.post(page, {"was": "stumm"})
    heard = list(listeners(target))
    left = client.post(page, {"was": "aufhoeren"})
    gone = follow_of(person.pk, target)
    client.post(f"{RESTORE}?einzeln=1", {"verlassen": token_in(left)})
    back = follow_of(person.pk, target)

    assert WEEKLY in followed
    assert (paced, heard, gone) == ("daily", [], None)
    assert (back.pace, bool(back.muted_at)) == ("daily", True)


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_and_the_page_know_each_kind(client, person, kind):
    target = thing(kind)
    follows.follow(person, target)

    page = client.get(LIST).text
    asked = client.get(page_of(target)).text

    title = kinds.get(kind).title(target)
    assert f">{title}</a></h2>" in page
    assert f">{title}</a></h2>" in asked
    assert "wöchentlich gesammelt per E-Mail" in page


@pytest.mark.parametrize(
    ("kind", "change"),
    (
        ("planning_area", {"lor_version": "2006"}),
        ("department", {"is_active": False, "ended_on": timezone.now()}),
    ),
)
def test_what_brings_no_more_news_can_only_be_left(client, person, kind, change):
    target = thing(kind)
    type(target).objects.filter(pk=target.pk).update(**change)
    page = page_of(target)
    before = client.get(page).status_code
    follows.follow(person, target)

    assert (before, client.get(page).status_code) == (404, 200)
    client.post(page, {"was": "aufhoeren"})
    assert follow_of(person.pk, target) is None


@pytest.mark.parametrize(
    "path",
    (
        "/verfolgen/happening/1/",
        "/verfolgen/__class__/1/",
        "/verfolgen/search/1/",
        "/verfolgen/idea/99999999999999999999999999/",
        "/verfolgen/region/0/",
        "/verfolgen/<script>/1/",
    ),
)
def test_hostile_kinds_and_numbers_are_nothing(client, person, path):
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]


def test_a_kind_that_nobody_follows_narrows_the_list_to_nothing(client, person):
    follows.follow(person, thing("idea"))

    page = client.get(f"{LIST}?art=<script>alert(1)</script>").text

    assert "Sie verfolgen noch nichts" in page
    assert dangers_in(page) == []


@pytest.mark.parametrize("pace", ("hourly", "AT_ONCE", "bell' OR 1=1"))
def test_an_unknown_pace_changes_nothing(client, person, pace):
    target = thing("region")
    follows.follow(person, target)
    follows.set_pace(person, target, Pace.DAILY)

    row = follow_of(person.pk, target)
    client.post(reverse("notifications:follow-change", args=[row.pk]), {"takt": pace})

    assert follow_of(person.pk, target).pace == "daily"


def test_the_page_says_how_often_by_the_persons_own_wishes(client, person):
    page = page_of(thing("region"))
    usual = client.get(page).text
    SubjectPreference.objects.create(
        user=person, subject="places", pace="daily", changed_at=timezone.now()
    )
    chosen = client.get(page).text
    set_mail(person, wanted=False)
    without = client.get(page).text

    assert WEEKLY in usual
    assert "Sie hören einmal am Tag davon" in chosen
    assert "Mails haben Sie abgestellt" in without


def test_ones_own_idea_is_heard_of_at_once_and_other_ideas_weekly(client, person):
    own, other = IdeaFactory(author=person), IdeaFactory()
    follows.follow(person, own, reason="author")
    follows.follow(person, other)

    pages = [client.get(page_of(idea)).text for idea in (own, other)]

    assert "Sie hören sofort davon" in pages[0]
    assert WEEKLY in pages[1]


def test_after_one_tap_the_button_says_how_often_and_lets_one_choose(client, person):
    target = thing("region")
    tap = {"X-Fragment": "support"}

    on = client.post(page_of(target), headers=tap).text
    chosen = client.post(
        page_of(target), {"takt": "at_once"}, headers={"HX-Request": "true"}
    ).text
    off = client.post(page_of(target), headers=tap).text

    assert WEEKLY in on
    assert '<option value="daily">' in on
    assert "Gespeichert." in chosen
    assert "Sie hören sofort davon" in chosen
    assert "<html" not in chosen
    assert "Wieder verfolgen wie vorher" in off


def test_a_pace_from_the_list_answers_htmx_with_its_words_alone(client, person):
    target = thing("topic")
    follows.follow(person, target)
    address = reverse(
        "notifications:follow-change", args=[follow_of(person.pk, target).pk]
    )

    plain = client.post(address, {"takt": "daily"})
    swapped = client.post(address, {"takt": ""}, headers={"HX-Request": "true"})

    assert plain["Location"] == LIST
    assert swapped.text.strip().startswith("<details")
    assert "wöchentlich gesammelt per E-Mail" in swapped.text
    assert follow_of(person.pk, target).pace == ""


def test_leaving_from_the_list_offers_the_way_back_with_reason_and_pace(client, person):
    idea = IdeaFactory()
    follows.follow(person, idea, reason="supporter")
    follows.set_pace(person, idea, Pace.BELL)
    row = follow_of(person.pk, idea)

    left = client.post(
        reverse("notifications:follow-change", args=[row.pk]), {"was": "aufhoeren"}
    )
    page = client.get(left["Location"]).text
    client.post(RESTORE, {"verlassen": token_in(left)})

    back = follow_of(person.pk, idea)
    assert "Wieder verfolgen" in page
    assert (back.reason, back.pace) == ("supporter", "bell")


def test_the_way_back_is_for_whoever_left_and_for_a_day(client, person, time_machine):
    somebody, idea = UserFactory(), IdeaFactory()
    follows.follow(person, idea)
    left = client.post(page_of(idea), {"was": "aufhoeren"})
    token = token_in(left)
    foreign = Follow.objects.filter(user=somebody)

    for forged in ("", "x", token[:-1], token + "x"):
        client.post(RESTORE, {"verlassen": forged})
    time_machine.move_to(timezone.now() + timedelta(hours=25), tick=False)
    client.post(RESTORE, {"verlassen": token})

    assert not foreign.exists()
    assert not Follow.objects.filter(user=person).exists()


def test_nobody_takes_the_way_back_of_somebody_else(client, sign_in, person):
    idea = IdeaFactory()
    follows.follow(person, idea)
    token = token_in(client.post(page_of(idea), {"was": "aufhoeren"}))

    sign_in(client, UserFactory())
    client.post(RESTORE, {"verlassen": token})

    assert not Follow.objects.exists()


def test_a_merge_carries_the_pace_and_the_family_keeps_one(person):
    source, target = IdeaFactory(), IdeaFactory()
    follows.follow(person, source)
    follows.set_pace(person, source, Pace.BELL)
    moderation.decide_directly(
        source, verdict=Verdict.MERGE, version=1, by=make_staff(), merge_into=target
    )
    carried = follow_of(person.pk, target).pace

    following.set_pace(target, Pace.DAILY, by=person)

    assert carried == "bell"
    assert [follow_of(person.pk, idea).pace for idea in (source, target)] == [
        "daily",
        "daily",
    ]


def test_a_long_list_is_narrowed_by_kind(client, person):
    for idea in IdeaFactory.create_batch(10):
        follows.follow(person, idea)
    follows.follow(person, idea.region)

    everything = followed_by(person, Visitor(user=person))
    regions = client.get(f"{LIST}?art=region").text

    assert [(each.key, each.count) for each in everything.kinds] == [
        ("", 11),
        ("idea", 10),
        ("region", 1),
    ]
    assert regions.count('class="followed-row"') == 1
    assert 'aria-current="page">Stadtteile (1)</a>' in regions


@pytest.mark.parametrize("count", (1, 30))
def test_a_list_of_all_kinds_costs_the_same_with_1_and_30(
    client, person, django_assert_num_queries, count
):
    for idea in IdeaFactory.create_batch(count):
        follows.follow(person, idea)
    areas = PlanningArea.objects.filter(lor_version="2021").order_by("key")[:1]
    for target in (*areas, idea.region, idea.topic, DepartmentFactory()):
        follows.follow(person, target)
    for number in range(count):
        kept(person, number=number)
    client.get(LIST)

    with django_assert_num_queries(STRICT_QUERIES + 13):
        client.get(LIST)


def test_saved_searches_stand_on_the_same_page_and_take_a_pace(client, person):
    search = kept(person, "<b>Bänke</b>")
    address = reverse("ideas:search-pace", args=[search.pk])

    page = client.get(LIST).text
    plain = client.post(address, {"takt": "bell"})
    search.refresh_from_db()
    swapped = client.post(address, {"takt": "daily"}, headers={"HX-Request": "true"})

    assert "&lt;b&gt;Bänke&lt;/b&gt;" in page
    assert (plain["Location"], search.pace, search.wants_mail) == (LIST, "bell", False)
    assert "täglich gesammelt per E-Mail" in swapped.text


def test_nobody_paces_the_search_of_somebody_else(client, person):
    search = kept(UserFactory())

    response = client.post(
        reverse("ideas:search-pace", args=[search.pk]), {"takt": "bell"}
    )

    search.refresh_from_db()
    assert (response.status_code, search.pace) == (404, "")
