"""What the tests of the ladder share."""

from datetime import timedelta

from django.utils import timezone

from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.models import Delivery
from neighbourhood.deadlines.services import due_after
from participation.referrals.enums import ReferralState
from participation.referrals.services import ladder
from tests.factories.referrals import ReferralFactory

LONG_AGO = timedelta(days=90)


def old_referral(due_in=10, **fields):
    """Confirmed long ago, so that only the due date counts."""
    long_ago = timezone.now() - LONG_AGO
    fields.setdefault("state", ReferralState.ACKNOWLEDGED)
    return ReferralFactory(
        referred_at=long_ago, due_on=due_after(berlin_today(), due_in), **fields
    )


def steps_of(referral):
    return list(referral.reminders.order_by("pk").values_list("step", flat=True))


def days_after(referral, working_days):
    return due_after(referral.due_day, working_days).day


def mails():
    return list(Delivery.objects.filter(renderer=ladder.RENDERER).order_by("pk"))


def rendered(delivery):
    return renderers.get(delivery.renderer)(delivery)


def recipients():
    return sorted(mail.to_address for mail in mails())
