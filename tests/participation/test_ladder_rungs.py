"""Each rung once, however often beat runs, and one mail for each mailbox."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.clock import berlin_today
from commons.delivery import renderers
from commons.links import services as links
from commons.links.models import SignedLink
from neighbourhood.deadlines.services import due_after
from neighbourhood.deadlines.services.holidays import declare_holiday
from neighbourhood.departments.enums import DepartmentKind
from participation.referrals import rules
from participation.referrals.enums import ReferralState, Step
from participation.referrals.models import Referral, ReferralReminder
from participation.referrals.services import ladder, responding
from participation.referrals.services.recalling import recall
from tests.factories.accounts import UserFactory
from tests.factories.departments import DepartmentFactory
from tests.factories.referrals import QuestionFactory, ReferralFactory
from tests.participation.ladders import (
    days_after,
    mails,
    old_referral,
    recipients,
    rendered,
    steps_of,
)

pytestmark = pytest.mark.django_db

ALL = [Step.BEFORE, Step.DUE, Step.OVERDUE, Step.HEAD, Step.DIVISION, Step.BOARD]


@pytest.mark.parametrize("runs", (1, 3))
def test_ladder_is_climbed_once_however_often_beat_runs(runs):
    referral = old_referral()
    due = referral.due_day

    for days in range(-8, 32):
        for _run in range(runs):
            ladder.remind(due + timedelta(days=days))

    assert steps_of(referral) == ALL
    assert len(mails()) == 3


@pytest.mark.parametrize(
    ("working_days", "steps"),
    (
        (-6, []),
        (-5, [Step.BEFORE]),
        (-1, [Step.BEFORE]),
        (0, [Step.DUE]),
        (4, [Step.DUE]),
        (5, [Step.DUE, Step.OVERDUE]),
        (10, [Step.DUE, Step.OVERDUE, Step.HEAD]),
        (15, [Step.DUE, Step.OVERDUE, Step.HEAD, Step.DIVISION]),
        (20, [Step.DUE, Step.OVERDUE, Step.HEAD, Step.DIVISION, Step.BOARD]),
    ),
)
def test_after_an_outage_one_mail_says_the_latest(working_days, steps):
    referral = old_referral()

    ladder.remind(days_after(referral, working_days))

    told = [
        row.step
        for mail in mails()
        for row in ReferralReminder.objects.filter(pk__in=mail.params["reminders"])
    ]
    by_itself = [
        step for step in steps if step in {Step.BEFORE, Step.DUE, Step.OVERDUE}
    ]
    assert steps_of(referral) == steps
    assert told == by_itself[-1:]


def test_outage_of_ten_days_loses_no_rung_and_doubles_none():
    referral = old_referral()
    ladder.remind(days_after(referral, -5))

    ladder.remind(days_after(referral, 5))
    ladder.remind(days_after(referral, 5))

    assert steps_of(referral) == [Step.BEFORE, Step.DUE, Step.OVERDUE]
    assert len(mails()) == 2


def test_one_mail_names_everything_that_lies_with_a_department():
    department, other = DepartmentFactory.create_batch(2)
    rows = [old_referral(due_in=days, department=department) for days in (-6, 0, 3)]
    alone = old_referral(department=other)

    ladder.remind(berlin_today())
    ladder.remind(due_after(berlin_today(), 5).day)

    first = mails()[0]
    assert recipients() == sorted([department.email] * 2 + [other.email])
    mail = rendered(first)
    assert mail.subject == "Erinnerung: 3 Vorgänge warten auf Ihr Amt"
    assert all(row.idea.number in mail.text for row in rows)
    assert alone.idea.number not in mail.text
    assert mail.text.count("/vorgang/") == 3


def test_reminder_of_one_names_date_and_link():
    referral = old_referral()
    ladder.remind(days_after(referral, -5))

    mail = rendered(mails()[0])

    assert mail.subject.startswith("Erinnerung: Stellungnahme bis ")
    assert referral.idea.number in mail.subject
    assert mail.text.count("/vorgang/") == 1
    assert referral.idea.title in mail.html


def test_mailbox_with_two_links_gets_the_one_that_opens_longest():
    referral = old_referral()
    newer = links.grant(
        rules.LINK_PURPOSE,
        rules.LINK_KIND,
        referral.pk,
        recipient=referral.link.recipient,
        expires_at=referral.link.expires_at + timedelta(days=9),
    )
    ladder.remind(referral.due_day)

    (mail,) = mails()

    assert links.token_of(newer) in rendered(mail).text


def test_substitute_hears_of_it_and_gets_a_link_of_their_own():
    department = DepartmentFactory(substitute_email="vertretung@example.org")
    referral = old_referral(due_in=-6, department=department)

    ladder.remind(berlin_today())

    assert recipients() == sorted([department.email, "vertretung@example.org"])
    links = SignedLink.objects.filter(target_id=referral.pk).order_by("pk")
    assert [link.recipient for link in links] == [
        department.email,
        "vertretung@example.org",
    ]
    texts = {rendered(mail).text for mail in mails()}
    assert len(texts) == 2
    assert all("/vorgang/" in text for text in texts)


def test_mail_leaves_out_what_was_answered_meanwhile():
    department = DepartmentFactory()
    answered, left = (old_referral(department=department) for _ in range(2))
    ladder.remind(days_after(left, -5))
    recall(answered, by=UserFactory())

    mail = rendered(mails()[0])

    assert answered.idea.number not in mail.text
    assert left.idea.number in mail.text


def test_mail_is_withdrawn_once_everything_is_answered():
    referral = old_referral()
    ladder.remind(referral.due_day)
    recall(referral, by=UserFactory())

    with pytest.raises(renderers.Withdrawn):
        rendered(mails()[0])


def test_mail_on_its_way_from_before_is_still_understood():
    referral = old_referral()
    ladder.remind(referral.due_day)
    mail = mails()[0]
    mail.params = {"referral": referral.pk, "step": "due"}

    assert referral.idea.number in rendered(mail).subject


def test_paused_clock_is_not_reminded():
    referral = old_referral(state=ReferralState.QUESTION)
    QuestionFactory(referral=referral)

    ladder.remind(days_after(referral, 5))

    assert steps_of(referral) == []


def test_department_without_mailbox_is_not_mailed():
    referral = old_referral(link=False)

    ladder.remind(referral.due_day)

    assert (steps_of(referral), mails()) == ([Step.DUE], [])


def test_body_outside_the_district_has_no_ladder():
    outside = DepartmentFactory(kind=DepartmentKind.EXTERN)
    referral = old_referral(due_in=-30, department=outside)

    ladder.remind()

    assert (steps_of(referral), mails()) == ([], [])


def test_short_time_limit_is_not_reminded_before():
    referral = ReferralFactory(working_days=3)

    ladder.remind(berlin_today())

    assert steps_of(referral) == []


def test_moved_due_date_starts_the_ladder_anew():
    referral = old_referral()
    ladder.remind(referral.due_day)
    Referral.objects.filter(pk=referral.pk).update(
        due_on=due_after(referral.due_day, 10)
    )

    ladder.remind(days_after(referral, 5))

    assert steps_of(referral) == [Step.DUE, Step.BEFORE]


def test_declared_holiday_reminds_nobody_twice():
    referral = old_referral()
    before = days_after(referral, -5)
    ladder.remind(before)
    declare_holiday(due_after(before, 2).day, name="Tag der Verwaltung", by=None)

    ladder.remind(due_after(before, 1).day)

    referral.refresh_from_db()
    assert steps_of(referral) == [Step.BEFORE]
    assert referral.reminders.get().due_on == referral.due_day


@pytest.mark.parametrize(("days", "steps"), ((3, []), (4, [Step.REACTION])))
def test_first_reaction_is_asked_for_after_its_days(days, steps):
    referral = ReferralFactory()

    for day in range(1, days + 1):
        ladder.remind(due_after(berlin_today(), day).day)
        ladder.remind(due_after(berlin_today(), day).day)

    assert steps_of(referral) == steps
    subjects = [rendered(mail).subject for mail in mails()]
    asked = f"Bitte bestätigen Sie den Eingang: {referral.idea.number}"
    assert subjects == [asked] * len(steps)


def test_whoever_confirmed_is_not_asked_for_a_sign():
    referral = ReferralFactory()
    responding.acknowledge(referral)

    ladder.remind(due_after(berlin_today(), 6).day)

    assert steps_of(referral) == []


def test_sign_that_came_meanwhile_withdraws_the_mail():
    referral = ReferralFactory()
    ladder.remind(due_after(berlin_today(), 4).day)
    Referral.objects.filter(pk=referral.pk).update(acknowledged_at=timezone.now())

    with pytest.raises(renderers.Withdrawn):
        rendered(mails()[0])
