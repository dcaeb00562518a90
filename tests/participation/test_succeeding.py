"""Open referrals follow a department into the one it becomes part of."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.delivery.models import Delivery
from commons.delivery.services.bounces import note_bounce
from neighbourhood.departments.queries.reach import departments_to_mend
from neighbourhood.departments.services.merging import merge
from participation.referrals.enums import ReferralRole, ReferralState
from participation.referrals.models import Referral
from participation.referrals.queries.succeeding import open_by_department
from participation.referrals.renderers.succeeding import moved
from participation.referrals.services import referring
from participation.referrals.services.succeeding import RENDERER
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.delivery import DeliveryFactory
from tests.factories.departments import DepartmentFactory, DepartmentMembershipFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def two():
    return DepartmentFactory(name="Tiefbauamt"), DepartmentFactory(name="Straßenamt")


def where(referral):
    return Referral.objects.get(pk=referral.pk).department


@pytest.mark.parametrize(
    ("state", "goes"),
    (
        (ReferralState.QUEUED, True),
        (ReferralState.SENT, True),
        (ReferralState.ACKNOWLEDGED, True),
        (ReferralState.QUESTION, True),
        (ReferralState.FAILED, True),
        (ReferralState.STATED, False),
        (ReferralState.RETURNED, False),
        (ReferralState.RECALLED, False),
    ),
)
def test_only_what_is_unfinished_goes_along(two, by, state, goes):
    source, target = two
    referral = ReferralFactory(department=source, state=state)

    merge(source, into=target, by=by)

    assert where(referral) == (target if goes else source)


def test_lead_of_the_idea_goes_along(two, by):
    source, target = two
    referral = ReferralFactory(department=source)
    type(referral.idea).objects.update(lead_department=source)

    merge(source, into=target, by=by)

    referral.idea.refresh_from_db()
    assert referral.idea.lead_department == target


def test_idea_that_both_were_asked_about_stays_and_is_a_task(two, by):
    source, target = two
    lead = ReferralFactory(department=target)
    second = ReferralFactory(
        department=source, idea=lead.idea, role=ReferralRole.CONSULTED
    )

    merge(source, into=target, by=by)

    assert where(second) == source
    assert [
        (item.title, item.detail) for item in departments_to_mend(visitor_for(by))
    ] == [("Tiefbauamt", "Nicht mehr aktiv, aber 1 Vorgang ist noch offen.")]


def test_new_mailbox_hears_of_it_once_with_a_link_of_its_own(two, by):
    source, target = two
    referral = ReferralFactory(department=source)
    before = referral.link

    merge(source, into=target, by=by)

    mail = Delivery.objects.get(renderer=RENDERER)
    after = Referral.objects.get(pk=referral.pk).link
    assert mail.to_address == after.recipient == target.email
    assert after != before
    before.refresh_from_db()
    assert before.revoked_at is None
    rendered = moved(mail)
    assert "Tiefbauamt" in rendered.text
    assert rendered.subject.startswith("Liegt jetzt bei Ihnen")


@pytest.mark.parametrize("state", (ReferralState.QUEUED, ReferralState.FAILED))
def test_letter_that_never_arrived_goes_to_the_new_mailbox_instead(two, by, state):
    source, target = two
    old = DeliveryFactory(
        in_state=state.value, renderer=referring.RENDERER, to_address=source.email
    )
    referral = ReferralFactory(department=source, state=state, delivery=old)
    before = referral.link

    merge(source, into=target, by=by)

    after = Referral.objects.get(pk=referral.pk)
    before.refresh_from_db()
    old.refresh_from_db()
    assert (after.state, old.state) == (ReferralState.QUEUED, "recalled")
    assert after.delivery.renderer == referring.RENDERER
    assert after.delivery.to_address == after.link.recipient == target.email
    assert before.revoked_at is not None
    assert Delivery.objects.filter(state="queued").count() == 1


def test_bounce_of_the_old_mailbox_leaves_the_case_with_the_new_one(two, by):
    source, target = two
    old = DeliveryFactory(in_state="sent", renderer=referring.RENDERER)
    referral = ReferralFactory(department=source, delivery=old)
    merge(source, into=target, by=by)

    note_bounce(old, is_permanent=True, code="5.1.1")

    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT


def test_bounce_of_the_new_mailbox_is_a_task(two, by):
    source, target = two
    old = DeliveryFactory(in_state="sent", renderer=referring.RENDERER)
    referral = ReferralFactory(department=source, delivery=old)
    merge(source, into=target, by=by)
    mail = Delivery.objects.get(renderer=RENDERER)
    Delivery.objects.filter(pk=mail.pk).update(state="sent", sent_at=timezone.now())

    note_bounce(mail, is_permanent=True, code="5.1.1")

    referral.refresh_from_db()
    assert referral.state == ReferralState.FAILED


def test_same_mailbox_hears_nothing_anew(by):
    source = DepartmentFactory()
    referral = ReferralFactory(department=source)
    target = DepartmentFactory(email=referral.link.recipient)

    merge(source, into=target, by=by)

    assert where(referral) == target
    assert not Delivery.objects.filter(renderer=RENDERER).exists()


def test_preview_names_what_goes_and_what_stays(client, sign_in, two, by):
    source, target = two
    going = ReferralFactory(department=source)
    lead = ReferralFactory(department=target)
    ReferralFactory(department=source, idea=lead.idea, role=ReferralRole.CONSULTED)
    sign_in(client, by)

    page = client.get(
        reverse("departments:department-merge", args=[source.pk]), {"ziel": target.pk}
    )

    assert [(line.count, line.names) for line in page.context["lines"]] == [
        (1, (going.idea.number,)),
        (1, ()),
    ]


def test_open_items_are_counted_for_each_department(two):
    source, target = two
    ReferralFactory.create_batch(2, department=source)
    ReferralFactory(department=target, state=ReferralState.STATED)

    assert open_by_department([source.pk, target.pk]) == {source.pk: 2}


def test_page_says_what_waits_beyond_the_agreed_number(client, sign_in, two):
    source, _target = two
    ReferralFactory.create_batch(3, department=source)
    source.open_limit = 2
    source.save()
    sign_in(client, make_staff(Role.MODERATOR))

    html = client.get(source.get_absolute_url()).content.decode()

    assert "vereinbart sind 2" in html
    assert "1 wartet auf Bearbeitung" in html


def test_member_reads_the_count_of_the_own_department(client, sign_in, by):
    member = DepartmentMembershipFactory(user=UserFactory(secret="A" * 32))
    ReferralFactory(department=member.department)
    sign_in(client, member.user)

    html = client.get(member.department.get_absolute_url()).content.decode()

    assert "Was dort liegt" in html
    assert reverse("referrals:department-inbox") in html
