"""Whoever follows a department hears of what it answers, alone and in a set."""

import pytest

from commons.notifications.models import Notification
from commons.notifications.queries.follows import listeners
from commons.notifications.services import expand, follows
from commons.verbs.models import Happening
from commons.verbs.services import happened
from neighbourhood.departments.services import merging
from neighbourhood.regions.models import PlanningArea
from participation.referrals.queries import answer_sets as queries
from participation.referrals.queries.following import readers_of_leads
from tests.factories.accounts import UserFactory
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db


def reasons_of(recipients):
    return sorted((one.user_id, one.reason, one.pace) for one in recipients)


def test_followers_of_the_lead_hear_each_with_their_pace():
    parks, schools = DepartmentFactory(), DepartmentFactory()
    idea, other = IdeaFactory(lead_department=parks), IdeaFactory()
    reader, elsewhere = UserFactory.create_batch(2)
    follows.follow(reader, parks)
    follows.set_pace(reader, parks, "daily")
    follows.follow(elsewhere, schools)

    told = readers_of_leads([idea.pk, other.pk])

    assert reasons_of(told) == [(reader.pk, "department_follower", "daily")]


def test_a_muted_idea_stays_silent_whoever_answers_it():
    parks = DepartmentFactory()
    idea, other = IdeaFactory.create_batch(2, lead_department=parks)
    reader = UserFactory()
    follows.follow(reader, parks)
    follows.follow(reader, idea)
    follows.mute(reader, idea)

    alone = list(readers_of_leads([idea.pk]))
    together = reasons_of(readers_of_leads([idea.pk, other.pk]))

    assert alone == []
    assert together == [(reader.pk, "department_follower", "")]


def test_a_set_tells_each_once_and_an_own_idea_comes_first():
    parks = DepartmentFactory()
    author, reader = UserFactory.create_batch(2)
    own = IdeaFactory(author=author, lead_department=parks)
    other = IdeaFactory(lead_department=parks)
    follows.follow(author, other)
    follows.follow(author, own, reason="author")
    follows.follow(author, parks)
    follows.follow(reader, parks)

    told = reasons_of(queries.readers([own.pk, other.pk]))

    assert told == sorted(
        [(author.pk, "author", ""), (reader.pk, "department_follower", "")]
    )


def test_followers_move_with_a_department_that_becomes_part_of_another():
    parks, streets = DepartmentFactory(), DepartmentFactory()
    both, one = UserFactory.create_batch(2)
    follows.follow(both, parks)
    follows.follow(both, streets)
    follows.set_pace(both, streets, "daily")
    follows.follow(one, parks)
    follows.set_pace(one, parks, "bell")

    merging.merge(parks, into=streets, by=UserFactory())

    assert list(listeners(parks)) == []
    assert reasons_of(listeners(streets)) == sorted(
        [(both.pk, "follower", "daily"), (one.pk, "follower", "bell")]
    )


def test_a_new_idea_in_a_planning_area_is_told_by_the_nearest_place():
    area = PlanningArea.objects.filter(lor_version="2021").first()
    idea = IdeaFactory(region=area.region, planning_area=area)
    near, both = UserFactory.create_batch(2)
    follows.follow(near, area)
    follows.follow(both, area.region)
    follows.follow(both, area)

    happened("idea.published", idea, by=None)
    past_undoing()
    for pk in Happening.objects.values_list("pk", flat=True):
        expand(pk)

    rows = Notification.objects.filter(user__in=[near, both])
    assert list(rows.values_list("reason", flat=True)) == [
        "planning_area_follower",
        "planning_area_follower",
    ]
