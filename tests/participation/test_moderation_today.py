"""Where the desk shows itself elsewhere: "Heute", the menu, live sockets."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commons import clock
from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.followups import registry
from neighbourhood.regions.models import Region
from participation.ideas.models import Idea
from participation.moderation import services
from participation.moderation.consumers import DeskConsumer
from participation.moderation.enums import Reason, Verdict
from participation.moderation.queries.today import (
    decided_since,
    to_answer,
    to_check,
    to_check_count,
)
from participation.moderation.services import complaints
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item, make_regional_moderator
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


def objection(first, **fields):
    item = make_item(**fields)
    decision = services.decide(
        item, verdict=Verdict.DECLINE, reason=Reason.INSULT, version=1, by=first
    )
    author = Idea.objects.get(pk=item.target_id).author
    return complaints.complain(decision, text="Das stimmt nicht.", by=author)


def test_what_was_promised_first_stands_first():
    moderator = make_staff()
    now = timezone.now()
    make_item(title="Später", submitted_at=now)
    early = make_item(
        title="Früher", submitted_at=now - timedelta(days=9), number="2026-00001"
    )
    make_item(author=moderator)

    items = list(to_check(visitor_for(moderator)))

    assert [item.title for item in items] == ["Früher", "Später"]
    assert items[0].due_on == early.promised_on
    assert items[0].detail == f"2026-00001, {early.region.name}"


def test_only_own_regions_wait_for_somebody():
    here, there = Region.objects.order_by("number")[:2]
    make_item(region=there)

    assert list(to_check(visitor_for(make_regional_moderator(here)))) == []


def test_objections_wait_for_those_who_may_decide_them():
    first, second = make_staff(), make_staff()
    complaint = objection(first, title="Bank am Anger")

    assert list(to_answer(visitor_for(first))) == []
    assert [item.url for item in to_answer(visitor_for(second))] == [
        complaint.get_absolute_url()
    ]


@pytest.mark.parametrize("section", (to_check, to_answer))
def test_nothing_waits_for_residents(section):
    objection(make_staff())
    make_item()

    assert list(section(visitor_for(UserFactory()))) == []


@pytest.mark.parametrize("rows", (1, 30))
def test_each_section_of_today_keeps_its_budget(rows):
    first = make_staff()
    for _ in range(rows):
        make_item()
        objection(first)
        ReferralFactory()
    visitor = visitor_for(make_staff(Role.COORDINATOR))
    assert visitor.grants

    over = {}
    for section in registry.sections():
        with CaptureQueriesContext(connection) as asked:
            list(section.items(visitor))
        if len(asked) > section.query_budget:
            over[section.key] = len(asked)

    assert over == {}


@pytest.mark.parametrize("rows", (1, 30))
def test_today_costs_the_same_with_1_and_30_items(django_assert_num_queries, rows):
    first = make_staff()
    for _ in range(rows):
        make_item()
        objection(first)
    visitor = visitor_for(make_staff())

    with django_assert_num_queries(7):
        list(to_check(visitor))
        list(to_answer(visitor))


def test_what_waits_says_since_when_and_what_was_done_today():
    moderator = make_staff()
    done, waiting = make_item(), make_item()
    midnight = clock.midnight()
    services.decide(done, verdict=Verdict.PUBLISH, version=1, by=moderator)

    (item,) = to_check(visitor_for(moderator))

    assert (item.since, item.region_id) == (waiting.submitted_at, waiting.region_id)
    assert to_check_count(visitor_for(moderator)) == 1
    assert decided_since(visitor_for(moderator), midnight) == 1
    assert decided_since(visitor_for(make_staff()), midnight) == 0


def test_the_author_finds_the_promised_day_in_the_own_list(client, sign_in):
    author = UserFactory()
    item = make_item(author=author)

    page = sign_in(client, author).get(reverse("ideas:idea-mine")).text

    assert f'datetime="{item.promised_on.isoformat()}"' in page


@pytest.mark.parametrize(
    ("role", "is_there"), ((Role.MODERATOR, True), (Role.DATA_EDITOR, False))
)
def test_the_menu_leads_moderators_to_the_desk(client, sign_in, role, is_there):
    page = sign_in(client, make_staff(role)).get(reverse("design:showcase")).text

    assert (f'href="{reverse("moderation:queue")}"' in page) is is_there


@pytest.mark.parametrize(
    ("person", "groups"),
    (
        (make_staff, {"desk"}),
        (lambda: make_staff(Role.DATA_EDITOR), None),
        (UserFactory, None),
    ),
)
def test_only_the_desk_hears_of_the_desk(person, groups):
    assert DeskConsumer().groups_for(person()) == groups


def idea_page(client, idea):
    return client.get(idea.get_absolute_url()).text


def test_everybody_finds_the_way_to_report_an_idea(client):
    idea = IdeaFactory()

    page = idea_page(client, idea)

    assert reverse("moderation:report-create", args=["idea", idea.pk]) in page


def test_the_author_reads_when_a_first_look_is_promised(client, sign_in):
    author = UserFactory()
    item = make_item(author=author)
    idea = Idea.objects.get(pk=item.target_id)

    page = idea_page(sign_in(client, author), idea)

    assert f'<time datetime="{item.promised_on.isoformat()}">' in page


def test_the_author_reads_the_decision_and_how_to_object(client, sign_in):
    author = UserFactory()
    item = make_item(author=author)
    decision = services.decide(
        item,
        verdict=Verdict.DECLINE,
        reason=Reason.ADVERTISING,
        text="Das wirbt für einen Laden.",
        version=1,
        by=make_staff(),
    )
    idea = Idea.objects.get(pk=item.target_id)

    page = idea_page(sign_in(client, author), idea)

    assert "Das wirbt für einen Laden." in page
    assert reverse("moderation:complaint-create", args=[decision.pk]) in page


def test_moderators_of_the_region_find_the_way_to_the_desk(client, sign_in):
    here, there = Region.objects.order_by("number")[:2]
    idea = IdeaFactory(region=here)
    url = reverse("moderation:contribution", args=["idea", idea.pk])

    assert url in idea_page(sign_in(client, make_regional_moderator(here)), idea)
    assert url not in idea_page(sign_in(client, make_regional_moderator(there)), idea)
