"""A mail that goes to another address takes its link along; and whose desk mends it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.delivery import outcomes, renderers
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.services import readdress
from commons.errors import RuleViolation
from commons.links import services as links
from neighbourhood.departments.clerks import Clerk
from participation.referrals import rules
from participation.referrals.models import Referral
from participation.referrals.queries.colleagues import links_of, substitute_links_of
from participation.referrals.services import colleagues, ladder, recalling
from participation.referrals.services.recalling import recall
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import (
    DepartmentFactory,
    DepartmentMembershipFactory,
)
from tests.factories.moderation import make_regional_moderator
from tests.factories.referrals import ReferralFactory, ReuseFactory
from tests.factories.regions import RegionFactory
from tests.participation.ladders import mails, old_referral

pytestmark = pytest.mark.django_db

OTHER, THIRD = "andere@bezirk.example", "dritte@bezirk.example"


def failed(mail):
    Delivery.objects.filter(pk=mail.pk).update(
        state=DeliveryState.FAILED, failed_at=timezone.now()
    )
    mail.refresh_from_db()
    return mail


def moved(mail, address, by):
    return readdress(failed(mail), address=address, because="Anruf", by=by)


def words_of(mail):
    mail.refresh_from_db()
    return renderers.get(mail.renderer)(mail).text


def test_reminder_of_two_cases_takes_both_links_along():
    by = make_staff()
    department = DepartmentFactory()
    rows = [old_referral(due_in=0, department=department) for _number in range(2)]
    for row in rows:
        row.link.recipient = department.email
        row.link.save()
    ladder.remind()
    (mail,) = mails()

    moved(mail, OTHER, by)
    moved(mail, THIRD, by)

    text = words_of(mail)
    for row in rows:
        before = row.link
        row.refresh_from_db()
        before.refresh_from_db()
        assert (row.link.recipient, before.revoked_at is None) == (THIRD, False)
        assert links.token_of(row.link) in text


def test_reminder_to_a_head_brings_nobody_a_link():
    by = make_staff(role="coordinator")
    department = DepartmentFactory(head_email="leitung@bezirk.example")
    referral = old_referral(due_in=-12, department=department)
    ladder.remind()
    ladder.release([row.pk for row in referral.reminders.all()], by=by)
    mail = next(one for one in mails() if one.to_address == department.head_email)
    keys = links_of(referral).count()

    moved(mail, OTHER, by)

    assert links_of(referral).count() == keys


@pytest.mark.parametrize("renderer", ("referrals.reuse", "referrals.reuse_reviewed"))
def test_what_tells_of_a_reused_answer_takes_its_link_along(renderer):
    reuse = ReuseFactory()
    before = reuse.link
    mail = Delivery.objects.create(
        **_row(renderer, reuse.pk, to_address=before.recipient)
    )

    moved(mail, OTHER, make_staff())

    reuse.refresh_from_db()
    assert (reuse.link.recipient, reuse.link == before) == (OTHER, False)
    assert not links.is_valid(type(before).objects.get(pk=before.pk))


def _row(renderer, pk, **more):
    now = timezone.now()
    return {
        "key": f"test:{renderer}:{pk}",
        "renderer": renderer,
        "params": {"reuse": pk},
        "created_at": now,
        "not_before": now,
        "next_attempt_at": now,
        "message_id": f"<{renderer}.{pk}@example.org>",
        **more,
    }


def recalled_mail(referral):
    recall(referral, by=make_staff())
    return failed(Delivery.objects.get(renderer=recalling.RENDERER))


def test_only_the_desk_of_its_stadtteil_sends_a_mail_again(client, sign_in):
    referral = ReferralFactory(idea__region=RegionFactory())
    mail = recalled_mail(referral)
    assert outcomes.region_of(mail) == referral.idea.region_id
    stranger = make_regional_moderator(RegionFactory())
    own = make_regional_moderator(referral.idea.region)

    desk = sign_in(client, stranger)
    for name in ("retry", "dismiss"):
        url = reverse(f"delivery:delivery-{name}", args=[mail.pk])
        assert desk.post(url).status_code == 403
    desk.post(reverse("delivery:delivery-retry-all"))
    mail.refresh_from_db()
    assert mail.state == DeliveryState.FAILED

    sign_in(client, own).post(reverse("delivery:delivery-retry", args=[mail.pk]))
    mail.refresh_from_db()
    assert mail.state == DeliveryState.QUEUED


def test_a_mail_about_nothing_of_a_stadtteil_is_everybodys():
    reminders = [
        old_referral(due_in=0, idea__region=RegionFactory()) for _number in range(2)
    ]
    ladder.remind()
    for mail, referral in zip(mails(), reminders, strict=True):
        assert outcomes.region_of(mail) == referral.idea.region_id
    mail = mails()[0]
    mail.params["reminders"] = [
        row.pk for referral in reminders for row in referral.reminders.all()
    ]
    assert outcomes.region_of(mail) is None


def substituted():
    department = DepartmentFactory(substitute_email="vertretung@bezirk.example")
    referral = old_referral(due_in=-6, department=department)
    ladder.remind()
    return referral


def test_the_desk_ends_the_link_of_a_substitute(client, sign_in):
    referral = substituted()
    (key,) = substitute_links_of(referral)
    desk = sign_in(client, make_staff())
    page = desk.get(referral.get_absolute_url()).content.decode()
    assert key.recipient in page

    desk.post(reverse("referrals:link-end", args=[referral.pk, key.pk]))

    key.refresh_from_db()
    assert not links.is_valid(key)
    assert substitute_links_of(referral) == []


def test_the_mailboxs_own_link_is_not_ended_that_way():
    referral = ReferralFactory()

    with pytest.raises(RuleViolation):
        colleagues.revoke_link(referral, referral.link, by=make_staff())

    assert links.is_valid(Referral.objects.get().link)


def test_nobody_answers_an_idea_of_their_own_for_their_amt(client, sign_in):
    department = DepartmentFactory()
    author = UserFactory(secret="A" * 32)
    DepartmentMembershipFactory(user=author, department=department)
    own = ReferralFactory(department=department, idea__author=author)
    other = ReferralFactory(department=department)
    visitor = Visitor(user=author)

    assert not rules.can_answer_for_department(Clerk(visitor), own)
    assert not rules.can_answer_for_department(Clerk(visitor, own.link), own)
    assert not rules.can_work_inside(visitor, own)
    assert rules.can_answer_for_department(Clerk(visitor), other)
    assert rules.can_answer_for_department(Clerk(Visitor(), own.link), own)
