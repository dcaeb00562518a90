"""Being away: who stands in, with which rights, and what nobody gets by it."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role, Scope
from commons.accounts.models import Absence
from commons.accounts.queries.absences import (
    away_today,
    stands_in_for,
    substitutes_of,
    unattended,
    unattended_items,
)
from commons.accounts.services import absences
from commons.accounts.visitors import DESK_ROLES, HeldGrant, lent_to, visitor_for
from commons.clock import BERLIN, berlin_today
from commons.errors import RuleViolation
from commons.followups import services as followups
from commons.followups.queries.today import today_of
from commons.notifications.models import Notification
from commons.notifications.services import expand
from commons.verbs.models import Happening
from neighbourhood.regions.models import Region
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from participation.moderation.services.reminders import remind_desk
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory, DepartmentMembershipFactory
from tests.factories.moderation import make_item, make_regional_moderator

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def places():
    return list(Region.objects.order_by("number")[:3])


def away(user, substitute, first=0, last=5, by=None):
    today = berlin_today()
    return absences.enter(
        user,
        first_day=today + first * DAY,
        last_day=today + last * DAY,
        substitute=substitute,
        by=by or user,
    )


def refused(user, substitute, *span, by=None):
    with pytest.raises(RuleViolation) as refusal:
        away(user, substitute, *span, by=by)
    return refusal.value.code


def in_days(days):
    """At noon of a day to come, so that no test stands on a border of days."""
    noon = datetime.combine(berlin_today() + days * DAY, time(12), tzinfo=BERLIN)
    return time_machine.travel(max(noon, timezone.now()), tick=False)


def regions_of(user):
    return visitor_for(user).region_ids(*DESK_ROLES)


def test_the_substitute_moderates_where_the_absent_does(places):
    absent = make_regional_moderator(places[0], places[1])
    substitute = make_regional_moderator(places[2])

    away(absent, substitute)

    assert regions_of(substitute) == {place.pk for place in places}
    assert regions_of(absent) == {places[0].pk, places[1].pk}


@pytest.mark.parametrize(("first", "last"), ((1, 5), (0, 0)))
def test_it_begins_and_ends_by_itself(places, first, last):
    absent, substitute = (make_regional_moderator(place) for place in places[:2])
    away(absent, substitute, first, last)
    own = {places[1].pk}

    assert (regions_of(substitute) != own) is (first == 0)
    with in_days(first):
        assert regions_of(substitute) == {places[0].pk, places[1].pk}
    with in_days(last + 1):
        assert regions_of(substitute) == own


def test_ending_early_takes_the_rights_back(places):
    absent, substitute = (make_regional_moderator(place) for place in places[:2])
    absence = away(absent, substitute)

    absences.end(absence, by=absent)

    assert regions_of(substitute) == {places[1].pk}
    assert absences.end(absence, by=absent).ended_by == absent


def test_a_withdrawn_grant_is_lent_no_longer(places):
    absent, substitute = (make_regional_moderator(place) for place in places[:2])
    away(absent, substitute)
    absent.regiongrant_set.update(withdrawn_at=Absence.objects.get().entered_at)

    assert regions_of(substitute) == {places[1].pk}


def test_a_chain_ends_at_the_one_who_is_there(places):
    first, second, third = (make_regional_moderator(place) for place in places)
    away(first, second)
    away(second, third, 0, 2)

    assert regions_of(third) == {place.pk for place in places}
    assert regions_of(second) == {places[1].pk}
    assert substitutes_of([first.pk, second.pk]) == {first.pk: third, second.pk: third}
    assert set(stands_in_for(visitor_for(third))) == {first.pk, second.pk}


def test_a_circle_is_refused_only_where_days_meet(places):
    first, second, third = (make_regional_moderator(place) for place in places)
    away(first, second, 0, 5)
    away(second, third, 3, 9)

    assert refused(third, first, 4, 8) == "circle"
    assert away(third, first, 6, 12).pk


def grant(role, scope=Scope.REGION, scope_id=1, lent_by=None):
    return HeldGrant(role, scope, scope_id, lent_by)


@pytest.mark.parametrize("own", (*Role, None))
@pytest.mark.parametrize("lent", Role)
def test_nobody_gets_a_higher_role_than_their_own(own, lent):
    mine = [grant(own)] if own else []

    got = lent_to(mine, [grant(lent, scope_id=2, lent_by=7)])

    levels = {role: place for place, role in enumerate(DESK_ROLES)}
    expected = own in levels and lent in levels
    assert bool(got) is expected
    for each in got:
        assert levels[each.role] <= min(levels[own], levels[lent])
        assert (each.scope_id, each.lent_by) == (2, 7)


def test_administration_is_never_lent():
    absent, substitute = make_staff(Role.ADMIN), make_staff(Role.ADMIN)
    make = make_staff(Role.MODERATOR)
    away(absent, substitute)

    assert visitor_for(substitute).roles == {Role.ADMIN}
    assert refused(make_staff(Role.ADMIN), make) == "unfit"


def test_a_moderator_who_stands_in_for_the_lead_does_not_lead(places):
    lead = make_regional_moderator(places[0], role=Role.COORDINATOR)
    moderator = make_regional_moderator(places[1])
    away(lead, moderator)

    visitor = visitor_for(moderator)

    assert visitor.has_role(Role.MODERATOR, region_id=places[0].pk)
    assert not visitor.has_role(Role.COORDINATOR)


def test_what_an_amt_has_stays_in_the_amt():
    one, other = DepartmentFactory(), DepartmentFactory()
    absent, beside, stranger = UserFactory(), UserFactory(), UserFactory()
    for user, department in ((absent, one), (beside, one), (stranger, other)):
        DepartmentMembershipFactory(user=user, department=department)
    DepartmentMembershipFactory(user=absent, department=other)

    away(absent, beside)

    assert visitor_for(beside).department_ids == {one.pk}
    assert refused(UserFactory(), stranger) == "unfit"


@pytest.mark.parametrize(
    ("span", "code"),
    (((-1, 5), "past"), ((5, 4), "ends_before_start"), ((0, 400), "too_long")),
)
def test_spans_that_cannot_be_are_refused(span, code):
    assert refused(make_staff(), make_staff(), *span) == code


def test_only_staff_with_a_fitting_role_stand_in():
    absent = make_staff()
    gone = make_staff()
    gone.is_active = False
    gone.save()

    for who in (UserFactory(), make_staff(Role.DATA_EDITOR), gone, absent):
        assert refused(absent, who) == "unfit"


def test_two_absences_of_one_person_never_overlap():
    absent, substitute = make_staff(), make_staff()
    absence = away(absent, substitute, 0, 5)

    assert refused(absent, substitute, 5, 9) == "overlaps"
    absences.end(absence, by=absent)
    assert away(absent, substitute, 0, 9).pk


def test_a_regional_lead_does_not_widen_their_own_reach(places):
    lead = make_regional_moderator(places[0], role=Role.COORDINATOR)
    absent = make_regional_moderator(places[1])

    assert refused(absent, lead, by=lead) == "own_reach"
    everywhere = make_staff(Role.COORDINATOR)
    assert away(absent, everywhere, by=everywhere).pk


def test_without_a_substitute_coordinators_have_a_task():
    absent, lead = make_staff(), make_staff(Role.COORDINATOR)
    away(absent, None)

    items = list(unattended_items(visitor_for(lead)))

    assert [item.url for item in items] == [reverse("accounts:absence-list")]
    assert list(unattended_items(visitor_for(make_staff()))) == []


def test_a_substitute_who_leaves_leaves_a_task():
    absent, substitute = make_staff(), make_staff()
    away(absent, substitute)
    substitute.platformgrant_set.update(withdrawn_at=Absence.objects.get().entered_at)

    assert [each.absence.user for each in unattended()] == [absent]


def test_what_waits_for_the_absent_waits_for_the_substitute(places):
    absent, substitute = (make_regional_moderator(place) for place in places[:2])
    item = make_item(region=places[0], title="Bank am Anger")
    mine = make_item(region=places[1], title="Mehr Bäume")
    own = followups.add(item, due_on=berlin_today(), by=absent)
    away(absent, substitute)

    page = today_of(visitor_for(substitute))

    entries = [entry for group in page.groups for entry in group.entries]
    names = {entry.item.url: entry.for_name for entry in entries if not entry.followup}
    assert names[item.get_absolute_url()] == absent.display_name
    assert names[mine.get_absolute_url()] == ""
    handed = [entry for entry in entries if entry.followup == own]
    assert [entry.for_name for entry in handed] == [absent.display_name]


def test_who_really_acted_is_recorded(places):
    absent, substitute = (make_regional_moderator(place) for place in places[:2])
    item = make_item(region=places[0])
    away(absent, substitute)

    decision = moderation.decide(
        item, verdict=Verdict.PUBLISH, version=1, by=substitute
    )

    assert decision.decided_by == substitute
    told = Happening.objects.filter(verb="moderation.decided").get()
    assert told.by_id == substitute.pk


def test_claims_of_the_absent_are_released():
    absent, substitute = make_staff(), make_staff()
    item = moderation.claim(make_item(), by=absent)

    away(absent, substitute)

    item.refresh_from_db()
    assert item.lease_by is None


def test_an_absence_that_begins_later_is_begun_by_the_clock():
    absent, substitute = make_staff(), make_staff()
    away(absent, substitute, 1, 3)
    item = moderation.claim(make_item(), by=absent)
    assert absences.begin_due() == 0

    with in_days(1):
        assert (absences.begin_due(), absences.begin_due()) == (1, 0)

    item.refresh_from_db()
    assert item.lease_by is None


def test_news_of_the_work_reach_the_substitute_too(places):
    absent, substitute = (make_regional_moderator(place) for place in places[:2])
    make_item(region=places[0])
    away(absent, substitute, 0, 60)
    with in_days(30):
        remind_desk()
        expand(Happening.objects.get(verb="moderation.overdue").pk)

    told = dict(Notification.objects.values_list("user", "reason"))
    assert told == {absent.pk: "moderator", substitute.pk: "substitute"}


def test_both_are_told_when_a_lead_enters_it():
    lead, absent, substitute = make_staff(Role.COORDINATOR), make_staff(), make_staff()
    absence = away(absent, substitute, by=lead)

    expand(Happening.objects.get(verb="absence.entered", target_id=absence.pk).pk)

    assert set(Notification.objects.values_list("user", flat=True)) == {
        absent.pk,
        substitute.pk,
    }


def test_the_desk_sees_who_is_away(client, sign_in):
    absent, substitute = make_staff(), make_staff()
    away(absent, substitute)

    page = sign_in(client, make_staff()).get("/heute/").text

    assert f"{absent.display_name} ist bis zum" in page
    assert f"{substitute.display_name} vertritt" in page
    assert [each.present for each in away_today()] == [substitute]


PEOPLE = {
    "absent": lambda absent: absent,
    "colleague": lambda absent: make_staff(),
    "coordinator": lambda absent: make_staff(Role.COORDINATOR),
    "editor": lambda absent: make_staff(Role.DATA_EDITOR),
    "admin": lambda absent: make_staff(Role.ADMIN),
    "resident": lambda absent: UserFactory(),
}


@pytest.mark.parametrize(
    ("who", "own", "plan", "end"),
    (
        ("absent", 422, 403, 302),
        ("colleague", 422, 403, 404),
        ("coordinator", 422, 422, 302),
        ("editor", 422, 403, 404),
        ("admin", 422, 403, 404),
        ("resident", 403, 403, 404),
    ),
)
def test_who_may_do_what_by_direct_posts(client, sign_in, who, own, plan, end):
    absent = make_staff()
    absence = away(absent, make_staff())
    sign_in(client, PEOPLE[who](absent))

    answers = (
        client.post(reverse("accounts:absence-own"), {}).status_code,
        client.post(reverse("accounts:absence-list"), {}).status_code,
        client.post(reverse("accounts:absence-end", args=[absence.pk])).status_code,
    )

    assert answers == (own, plan, end)


def test_entering_ones_own_by_the_form(client, sign_in):
    absent, substitute = make_staff(), make_staff()
    today = berlin_today().isoformat()
    sign_in(client, absent)
    entry = {"first_day": today, "last_day": today, "substitute": substitute.pk}

    assert client.post(reverse("accounts:absence-own"), entry).status_code == 302
    twice = client.post(reverse("accounts:absence-own"), entry)

    assert twice.status_code == 422
    assert "schon eine Abwesenheit" in twice.text
    assert Absence.objects.get().substitute == substitute


@pytest.mark.parametrize("rows", (1, 30))
def test_the_list_costs_the_same(client, sign_in, django_assert_num_queries, rows):
    for _ in range(rows):
        away(make_staff(), None, 1, 2)
    sign_in(client, make_staff(Role.COORDINATOR))
    client.get(reverse("accounts:absence-list"))

    with django_assert_num_queries(14):
        client.get(reverse("accounts:absence-list"))


def test_an_erased_account_leaves_no_absence():
    absent, substitute = make_staff(), make_staff()
    away(absent, substitute)
    away(substitute, make_staff(), 10, 12)

    absences.forget(substitute)

    assert list(Absence.objects.values_list("user", "substitute")) == [
        (absent.pk, None)
    ]
