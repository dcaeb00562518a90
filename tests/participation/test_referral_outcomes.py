"""What the outbox reports back, and holidays declared meanwhile."""

import pytest

from commons.clock import berlin_today
from commons.delivery import outcomes
from commons.delivery.models import Delivery
from neighbourhood.deadlines.services import due_after
from neighbourhood.deadlines.services.holidays import declare_holiday
from participation.referrals import workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import PunctualityFigure, Referral
from participation.referrals.services import referring
from participation.referrals.services.recalling import RENDERER as RECALLED, recall
from tests.factories.accounts import make_staff
from tests.factories.delivery import DeliveryFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


def delivered(state, referral_state):
    delivery = DeliveryFactory(in_state=state, renderer=referring.RENDERER)
    return ReferralFactory(state=referral_state, delivery=delivery)


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


def test_mail_that_came_back_never_counts_as_sent():
    referral = delivered("failed", ReferralState.SENT)

    outcomes.tell(referral.delivery)
    referral.refresh_from_db()
    recall(referral, by=make_staff())

    assert referral.sent_at is None
    assert not PunctualityFigure.objects.exists()
    assert not Delivery.objects.filter(renderer=RECALLED).exists()


def test_retry_from_the_outbox_alone_gives_the_whole_time_too():
    referral = delivered("sent", ReferralState.FAILED)
    past = due_after(berlin_today(), -5)
    Referral.objects.filter(pk=referral.pk).update(due_on=past, first_due_on=past)

    outcomes.tell(referral.delivery)

    referral.refresh_from_db()
    assert referral.due_day == due_after(berlin_today(), 20).day
    assert referral.idea.next_on == referral.due_day


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
