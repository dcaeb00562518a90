"""Who decides on complaints: named people, also from outside; never a dead end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.notifications.models import Notification
from participation.moderation.enums import ComplaintOutcome
from participation.moderation.models import Complaint, PoolMember
from participation.moderation.queries.pool import bench
from participation.moderation.services import complaints, pool, reminders
from tests.factories.accounts import UserFactory, make_staff
from tests.participation.objections import objected, refused, tell_everything

pytestmark = pytest.mark.django_db
POOL = reverse("moderation:pool")
LIST = reverse("moderation:complaint-list")
UPHELD = {"outcome": ComplaintOutcome.UPHELD, "text": "Es bleibt dabei."}
NOBODY = "Für diesen Einwand gibt es niemanden"


@pytest.fixture
def coordinator():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def outsider():
    """Somebody with an account and a second factor, and no role at all."""
    return make_staff(Role.TRUSTED_HOUSE)


def named(user, by, **days):
    start = berlin_today() + timedelta(days=days.get("start", 0))
    end = days.get("end")
    until = None if end is None else berlin_today() + timedelta(days=end)
    return pool.name(user, valid_from=start, valid_until=until, by=by)


def today_of(client):
    return client.get(reverse("followups:today")).text


def test_with_one_person_a_task_appears_and_naming_somebody_solves_it(
    client, sign_in, coordinator, outsider
):
    complaint = objected(coordinator)
    mine = sign_in(client, coordinator)
    assert NOBODY in today_of(mine)
    assert NOBODY in mine.get(complaint.get_absolute_url()).text
    assert mine.post(complaint.get_absolute_url(), UPHELD).status_code == 403

    mine.post(POOL, {"email": outsider.email, "valid_from": berlin_today()})

    assert NOBODY not in today_of(mine)
    response = sign_in(client, outsider).post(complaint.get_absolute_url(), UPHELD)
    complaint.refresh_from_db()
    assert response.status_code == 302
    assert complaint.decided_by == outsider


def test_with_two_people_the_other_decides_without_any_naming(
    client, sign_in, coordinator
):
    second = make_staff()
    complaint = objected(coordinator)

    assert NOBODY not in today_of(sign_in(client, coordinator))
    response = sign_in(client, second).post(complaint.get_absolute_url(), UPHELD)

    assert response.status_code == 302


def test_once_somebody_is_named_the_pool_alone_decides(coordinator, outsider):
    moderator = make_staff()
    complaint = objected(make_staff())
    named(outsider, coordinator)

    refused("not_in_pool", complaints.answer, complaint, by=moderator, **UPHELD)
    complaints.answer(complaint, by=outsider, **UPHELD)

    assert Complaint.objects.get().decided_by == outsider


def test_the_only_named_person_who_decided_first_is_a_task_again(
    client, sign_in, coordinator
):
    moderator = make_staff()
    named(moderator, coordinator)
    objected(moderator)

    assert NOBODY in today_of(sign_in(client, coordinator))


@pytest.mark.parametrize(
    ("days", "counts"),
    (
        ({}, True),
        ({"end": 0}, True),
        ({"start": 1}, False),
        ({"start": -9, "end": -1}, False),
    ),
)
def test_a_term_has_a_beginning_and_an_end(coordinator, outsider, days, counts):
    named(outsider, coordinator, **days)

    assert (outsider.pk in bench().pool) is counts


def test_a_term_can_be_ended(client, sign_in, coordinator, outsider):
    member = named(outsider, coordinator)

    sign_in(client, coordinator).post(reverse("moderation:pool-end", args=[member.pk]))

    member.refresh_from_db()
    assert (bench().pool, member.withdrawn_by) == (frozenset(), coordinator)


def test_a_closed_account_decides_nothing(coordinator, outsider):
    named(outsider, coordinator)
    outsider.is_active = False
    outsider.save()

    assert bench().pool == frozenset()


def test_nobody_is_named_twice(coordinator, outsider):
    named(outsider, coordinator)

    refused(
        "named_already",
        pool.name,
        outsider,
        valid_from=berlin_today(),
        valid_until=None,
        by=coordinator,
    )


def test_the_database_takes_no_term_that_ends_before_it_begins(coordinator, outsider):
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolMember.objects.create(
            user=outsider,
            valid_from=berlin_today(),
            valid_until=berlin_today() - timedelta(days=1),
            named_by=coordinator,
            named_at=timezone.now(),
        )


@pytest.mark.parametrize(
    "form",
    (
        {"email": "niemand@example.org", "valid_from": "2026-11-22"},
        {"email": "", "valid_from": "2026-11-22"},
        {"email": "{outsider}", "valid_from": ""},
        {
            "email": "{outsider}",
            "valid_from": "2026-11-22",
            "valid_until": "2020-01-01",
        },
    ),
)
def test_what_is_typed_wrongly_names_nobody(
    client, sign_in, coordinator, outsider, form
):
    form = {name: value.format(outsider=outsider.email) for name, value in form.items()}

    response = sign_in(client, coordinator).post(POOL, form)

    assert response.status_code == 422
    assert not PoolMember.objects.exists()


ROLES = (
    (None, 403, 403),
    (Role.MODERATOR, 403, 302),
    (Role.COORDINATOR, 302, 302),
    (Role.ADMIN, 403, 403),
    (Role.DATA_EDITOR, 403, 403),
    (Role.TRUSTED_HOUSE, 403, 403),
)


@pytest.mark.parametrize(("role", "naming", "deciding"), ROLES)
def test_who_may_name_and_who_may_decide(client, sign_in, role, naming, deciding):
    person = make_staff(role) if role else UserFactory()
    complaint = objected(make_staff())
    client = sign_in(client, person)

    decided = client.post(complaint.get_absolute_url(), UPHELD).status_code
    form = {"email": UserFactory().email, "valid_from": berlin_today()}
    named_now = client.post(POOL, form).status_code

    assert (named_now, decided) == (naming, deciding)


def test_who_is_named_sees_the_complaint_and_not_the_desk(
    client, sign_in, coordinator, outsider
):
    complaint = objected(coordinator, title="Bank am Anger")
    named(outsider, coordinator)
    client = sign_in(client, outsider)

    assert "Bank am Anger" in client.get(LIST).text
    page = client.get(complaint.get_absolute_url()).text
    assert "Das ist keine Werbung." in page
    assert f'href="{reverse("moderation:queue")}"' not in page
    for path in (
        reverse("moderation:queue"),
        reverse("moderation:contribution", args=["idea", complaint.decision.target_id]),
        POOL,
    ):
        assert client.get(path).status_code == 403


def test_without_a_second_factor_it_is_set_up_first(client, sign_in, coordinator):
    complaint, person = objected(coordinator), UserFactory()
    named(person, coordinator)

    response = sign_in(client, person).get(complaint.get_absolute_url())

    assert response.headers["Location"] == reverse("mfa_index")


def test_who_is_named_hears_of_it_and_of_each_complaint(coordinator, outsider):
    named(outsider, coordinator)
    objected(coordinator)

    tell_everything()

    mine = Notification.objects.filter(user=outsider).order_by("pk")
    assert [each.happening.verb for each in mine] == ["pool.named", "complaint.raised"]


def test_the_coordination_hears_of_a_complaint_for_nobody(coordinator):
    moderator = make_staff()
    named(moderator, coordinator)
    objected(moderator)

    tell_everything()

    told = Notification.objects.get(happening__verb="complaint.raised")
    assert (told.user, told.reason) == (coordinator, "complaint_coordinator")


def test_a_late_complaint_is_reminded_of_once(coordinator, outsider, monkeypatch):
    monkeypatch.setattr(reminders, "OFFICE_OPENS", 0)
    named(outsider, coordinator)
    complaint = objected(coordinator)
    Complaint.objects.update(due_on=berlin_today() - timedelta(days=1))

    assert (reminders.remind_complaints(), reminders.remind_complaints()) == (1, 0)
    tell_everything()

    overdue = Notification.objects.filter(happening__verb="complaint.overdue")
    assert [each.user for each in overdue] == [outsider]
    complaint.refresh_from_db()
    assert complaint.is_overdue


def test_a_complaint_is_due_on_a_working_day_ten_working_days_later():
    complaint = objected(make_staff())

    assert complaint.due_on > berlin_today() + timedelta(days=12)
    assert complaint.due_on.weekday() < 5
