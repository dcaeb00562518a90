"""What the outbox reports back, reminders, and holidays declared meanwhile."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.clock import berlin_today
from commons.delivery import outcomes, renderers
from commons.delivery.models import Delivery
from neighbourhood.deadlines.services import clocks, due_after
from neighbourhood.deadlines.services.holidays import declare_holiday
from participation.ideas.enums import Case
from participation.referrals import workflow
from participation.referrals.enums import ReferralState, Step
from participation.referrals.models import Referral, ReferralReminder
from participation.referrals.services import referring, reminding
from tests.factories.delivery import DeliveryFactory
from tests.factories.referrals import QuestionFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def delivered(state, referral_state):
    delivery = DeliveryFactory(in_state=state, renderer=referring.RENDERER)
    return ReferralFactory(state=referral_state, delivery=delivery)


def old_referral(**fields):
    """Sent two months ago, so that every rung of the ladder counts."""
    long_ago = timezone.now() - timedelta(days=60)
    return ReferralFactory(
        referred_at=long_ago,
        due_on=due_after(berlin_today(), 10),
        **fields,
    )


def steps_of(referral):
    rows = referral.reminders.order_by("pk").values_list("step", flat=True)
    return list(rows)


@pytest.mark.parametrize(
    ("delivery", "before", "after"),
    (
        ("sent", ReferralState.QUEUED, ReferralState.SENT),
        ("sent", ReferralState.FAILED, ReferralState.SENT),
        ("sent", ReferralState.RECALLED, ReferralState.RECALLED),
        ("sent", ReferralState.ACKNOWLEDGED, ReferralState.ACKNOWLEDGED),
        ("failed", ReferralState.QUEUED, ReferralState.FAILED),
        ("failed", ReferralState.RECALLED, ReferralState.RECALLED),
    ),
)
def test_referral_follows_its_delivery(delivery, before, after):
    referral = delivered(delivery, before)

    told = outcomes.tell(referral.delivery)

    referral.refresh_from_db()
    assert (told, referral.state) == (True, after)
    assert (referral.sent_at is not None) == (after in workflow.SENT)


def test_ladder_is_climbed_once_step_by_step():
    referral = old_referral()
    due = referral.due_day
    seen = []

    for days in range(-7, 20):
        today = due + timedelta(days=days)
        reminding.remind(today)
        reminding.remind(today)
        seen.append(list(steps_of(referral)))

    assert seen[-1] == [Step.BEFORE, Step.DUE, Step.OVERDUE, Step.ESCALATED]
    assert Delivery.objects.count() == 3


@pytest.mark.parametrize(
    ("working_days", "steps"),
    (
        (-6, []),
        (-5, [Step.BEFORE]),
        (-1, [Step.BEFORE]),
        (0, [Step.DUE]),
        (4, [Step.DUE]),
        (5, [Step.DUE, Step.OVERDUE]),
        (10, [Step.DUE, Step.OVERDUE, Step.ESCALATED]),
    ),
)
def test_after_an_outage_one_mail_says_the_latest(working_days, steps):
    referral = old_referral()
    today = due_after(referral.due_day, working_days).day

    reminding.remind(today)

    mails = [row.params["step"] for row in Delivery.objects.all()]
    mailed = [step for step in steps if step != Step.ESCALATED]
    assert steps_of(referral) == steps
    assert mails == mailed[-1:]


def test_reminder_names_date_and_link():
    referral = old_referral()
    reminding.remind(due_after(referral.due_day, 5).day)

    delivery = Delivery.objects.get()
    mail = renderers.get(delivery.renderer)(delivery)

    due = referral.due_day.strftime("%d.%m.%Y")
    assert mail.subject == (
        f"Überfällig seit {due}: Stellungnahme zu {referral.idea.number}"
    )
    assert "/vorgang/" in mail.text


def test_reminder_is_withdrawn_once_the_department_has_answered():
    referral = old_referral()
    reminding.remind(referral.due_day)
    Referral.objects.filter(pk=referral.pk).update(
        state=ReferralState.STATED, closed_at=timezone.now()
    )

    delivery = Delivery.objects.get()
    with pytest.raises(renderers.Withdrawn):
        renderers.get(delivery.renderer)(delivery)


def test_paused_clock_is_not_reminded():
    referral = old_referral(state=ReferralState.QUESTION)

    reminding.remind(due_after(referral.due_day, 5).day)

    assert not ReferralReminder.objects.exists()


def test_department_without_mailbox_is_not_mailed():
    referral = old_referral(link=False)

    reminding.remind(referral.due_day)

    assert steps_of(referral) == [Step.DUE]
    assert not Delivery.objects.exists()


def test_short_time_limit_is_not_reminded_before():
    referral = ReferralFactory(working_days=3)

    reminding.remind(berlin_today())

    assert steps_of(referral) == []


def test_moved_due_date_starts_the_ladder_anew():
    referral = old_referral()
    reminding.remind(referral.due_day)
    Referral.objects.filter(pk=referral.pk).update(
        due_on=due_after(referral.due_day, 10)
    )

    reminding.remind(due_after(referral.due_day, 5).day)

    assert steps_of(referral) == [Step.DUE, Step.BEFORE]


def test_pause_that_the_spk_left_lying_ends_by_itself():
    question = QuestionFactory()
    referral = question.referral
    before = referral.due_day
    long_after = due_after(berlin_today(), clocks.LONGEST_PAUSE + 3).day

    with time_machine.travel(long_after):
        reminding.remind()

    referral.refresh_from_db()
    assert (referral.state, referral.paused_at) == (ReferralState.QUESTION, None)
    assert referral.due_on == due_after(before, clocks.LONGEST_PAUSE)


def test_declared_holiday_moves_open_referrals_and_the_residents_date():
    holiday = due_after(berlin_today(), 10).day
    on_it = ReferralFactory(working_days=10)
    after_it = ReferralFactory(working_days=12)
    before_it = ReferralFactory(working_days=9)
    dates = [row.due_day for row in (on_it, after_it, before_it)]

    declare_holiday(holiday, name="Tag der Verwaltung", by=None)

    moved = [Referral.objects.get(pk=row.pk) for row in (on_it, after_it, before_it)]
    assert [row.due_day for row in moved] == [
        due_after(dates[0], 1).day,
        due_after(dates[1], 1).day,
        dates[2],
    ]
    assert moved[0].idea.next_on == moved[0].due_day


def test_declared_holiday_moves_what_is_over_off_the_day_alone():
    holiday = due_after(berlin_today(), 10).day
    over = ReferralFactory(working_days=10, state=ReferralState.STATED)
    later = ReferralFactory(working_days=12, state=ReferralState.STATED)

    declare_holiday(holiday, name="Tag der Verwaltung", by=None)

    moved = [Referral.objects.get(pk=row.pk).due_day for row in (over, later)]
    assert moved == [due_after(holiday, 1).day, later.due_day]


def test_declared_holiday_reminds_nobody_twice():
    referral = old_referral()
    before = due_after(referral.due_day, -5).day
    reminding.remind(before)
    declare_holiday(due_after(before, 2).day, name="Tag der Verwaltung", by=None)

    reminding.remind(due_after(before, 1).day)

    referral.refresh_from_db()
    assert steps_of(referral) == [Step.BEFORE]
    assert referral.reminders.get().due_on == referral.due_day
    assert referral.idea.case == Case.REFERRED
