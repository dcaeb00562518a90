"""One mail for a mailbox and morning, whoever has something to say."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.clock import BERLIN, berlin_today
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from neighbourhood.deadlines.models import MorningPart
from neighbourhood.deadlines.services import due_after, mornings
from neighbourhood.rounds.services import deciding, reminding
from participation.referrals.models import ReferralReminder
from participation.referrals.services import ladder
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import date_back, make_round, set_due
from tests.participation.ladders import old_referral

pytestmark = pytest.mark.django_db

TODAY = berlin_today()


@pytest.fixture
def office():
    """An Amt that owes an answer to a case and to a round, both today."""
    office = DepartmentFactory()
    old_referral(due_in=0, department=office)
    row = make_round(office, title="Licht am Anger")
    date_back(row, days=30)
    set_due(row, due_after(TODAY, 0))
    office.round = row
    return office


def to(office):
    keys = (ladder.RENDERER, reminding.DIGEST)
    rows = Delivery.objects.filter(to_address=office.email, renderer__in=keys)
    return list(rows.order_by("pk"))


def words_of(mail):
    return renderers.get(mail.renderer)(mail)


@pytest.mark.parametrize(
    "runs",
    (
        (ladder.remind, reminding.remind),
        (reminding.remind, ladder.remind),
        (ladder.remind, reminding.remind) * 3,
    ),
)
def test_case_and_round_come_in_one_mail_however_beat_runs(office, runs):
    for run in runs:
        run()

    (mail,) = to(office)
    words = words_of(mail)
    assert words.subject.endswith(", und mehr für Ihr Amt")
    for text in (words.text, words.html):
        assert text.count("Guten Tag,") == 1
        assert "Licht am Anger" in text
        assert text.count("bei Ihrem Amt und wartet") == 1
        assert "/runde/" in text
        assert text.count("höchstens eine solche Mail") == 1
    assert MorningPart.objects.count() == 1


def test_alone_each_is_the_mail_it_always_was(office):
    ladder.remind()

    (mail,) = to(office)
    assert words_of(mail).subject.startswith("Heute ist die Frist")
    assert not MorningPart.objects.exists()


def test_what_does_not_hold_any_more_is_left_out(office):
    ladder.remind()
    reminding.remind()
    deciding.cancel(office.round, reason="Erledigt.", by=make_staff())

    (mail,) = to(office)
    assert words_of(mail).subject.startswith("Heute ist die Frist")
    ReferralReminder.objects.all().delete()
    with pytest.raises(Withdrawn):
        words_of(mail)


def test_a_mail_that_went_is_not_written_on(office):
    ladder.remind()
    Delivery.objects.filter(renderer=ladder.RENDERER).update(
        state="sent", sent_at=timezone.now()
    )

    for _run in range(2):
        reminding.remind()

    assert [mail.renderer for mail in to(office)] == [
        ladder.RENDERER,
        reminding.DIGEST,
    ]


def test_after_an_outage_the_day_before_yesterdays_mail_is_not_joined(office):
    ladder.remind()
    Delivery.objects.filter(renderer=ladder.RENDERER).update(
        created_at=timezone.now() - timedelta(days=10)
    )

    reminding.remind()

    assert len(to(office)) == 2


@pytest.mark.parametrize(
    ("clock", "held"), (((6, 30), True), ((6, 55), False), ((11, 0), False))
)
def test_only_the_morning_run_waits_for_the_others(clock, held):
    moment = datetime(2026, 11, 24, *clock, tzinfo=BERLIN)

    with time_machine.travel(moment, tick=False):
        until = mornings.opening()

    expected = datetime(2026, 11, 24, 6, 55, tzinfo=BERLIN) if held else None
    assert until == expected
