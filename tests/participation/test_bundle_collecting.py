"""What an Amt wants together waits, and goes at its rhythm as exactly one mail."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from commons.clock import BERLIN, berlin_today
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.enums import MailRhythm
from participation.bundles import renderers
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.services import collecting, packing, sending
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.moderation.services.decisions import decide_directly
from participation.referrals.enums import Cause, ReferralState
from participation.referrals.services import referring
from participation.referrals.services.recalling import recall
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.participation.bundling import fresh, rows_of, states_of

pytestmark = pytest.mark.django_db
# A Wednesday; the Monday after is Easter Monday.
WEDNESDAY = date(2026, 4, 1)
DAILY, WEEKLY = MailRhythm.DAILY, MailRhythm.WEEKLY


def at(day, hour=10):
    return time_machine.travel(
        datetime.combine(day, time(hour), tzinfo=BERLIN), tick=False
    )


@pytest.fixture
def by():
    return make_staff()


def decide(idea, verdict, *, by):
    idea = Idea.objects.get(pk=idea.pk)
    reason = "insult" if verdict == "hide" else ""
    decide_directly(idea, verdict=verdict, version=idea.version, by=by, reason=reason)


def refer(amt, *, by, **more):
    idea = IdeaFactory(case=Case.OPEN)
    (referral,) = referring.refer(idea, lead=amt, cover_note="", by=by, **more)
    return referral


@pytest.mark.parametrize(
    ("rhythm", "leaves"), ((DAILY, date(2026, 4, 2)), (WEEKLY, date(2026, 4, 7)))
)
def test_waits_for_the_next_day_of_the_rhythm(by, rhythm, leaves):
    amt = DepartmentFactory(mail_rhythm=rhythm)

    with at(WEDNESDAY):
        first, second = refer(amt, by=by), refer(amt, by=by)

    (bundle,) = Bundle.objects.all()
    assert (bundle.state, bundle.leaves_on) == (BundleState.COLLECTING, leaves)
    assert rows_of(bundle) == [first, second]
    assert not Delivery.objects.exists()
    assert first.shown_state == "wartet auf die gemeinsame Mail"


def test_each_goes_alone_where_the_amt_wants_that_or_has_no_mailbox(by):
    refer(DepartmentFactory(), by=by)
    refer(DepartmentFactory(mail_rhythm=DAILY, email=""), by=by)

    assert not Bundle.objects.exists()
    assert Delivery.objects.count() == 2


def test_clock_starts_on_the_day_it_goes(by):
    amt = DepartmentFactory(mail_rhythm=WEEKLY, working_days=10)
    with at(WEDNESDAY):
        referral = refer(amt, by=by)

    with at(date(2026, 4, 7), 6):
        assert collecting.send_collected() == 1
        packing.pack_waiting()

    bundle, due = Bundle.objects.get(), due_after(date(2026, 4, 7), 10).day
    assert (referral.due_day, referral.idea.next_on) == (due, due)  # told at once
    referral.refresh_from_db()
    assert (bundle.state, bundle.due_on) == (BundleState.QUEUED, due)
    assert (referral.due_day, referral.idea.next_on) == (due, due)
    causes = [event.cause for event in referral.clock_events.all()]
    assert causes == [Cause.REFERRED, Cause.GATHERED]


def test_one_date_for_all_is_that_of_whoever_needs_it_soonest(by):
    amt = DepartmentFactory(mail_rhythm=DAILY, working_days=20)
    refer(amt, by=by)
    refer(amt, by=by, working_days=5)
    bundle = Bundle.objects.get()

    sending.send_now(bundle, by=by)

    due = due_after(berlin_today(), 5).day
    assert {row.due_day for row in rows_of(bundle)} == {due}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(runs=st.lists(st.integers(0, 16), max_size=8))
def test_beat_never_once_or_twice_makes_one_mail_each_time(db, runs):
    """Whatever days it ran on, and how often: no mail twice, none before its day."""
    with transaction.atomic():
        amt = DepartmentFactory(mail_rhythm=WEEKLY)
        with at(WEDNESDAY):
            refer(amt, by=make_staff())

        for days in sorted(runs):
            with at(WEDNESDAY + timedelta(days=days), 6):
                collecting.send_collected()
                packing.pack_waiting()

        bundle, mails = Bundle.objects.get(), Delivery.objects.count()
        transaction.set_rollback(True)
    # From the Tuesday after Easter on, and on working days alone.
    counted = [days for days in runs if days in {6, 7, 8, 9, 12, 13, 14, 15, 16}]
    state = BundleState.QUEUED if counted else BundleState.COLLECTING
    assert (mails, bundle.state) == (1 if counted else 0, state)


def test_what_comes_after_it_left_waits_for_the_next(by):
    amt = DepartmentFactory(mail_rhythm=DAILY)
    refer(amt, by=by)
    first = sending.send_now(Bundle.objects.get(), by=by)

    later = refer(amt, by=by)

    second = Bundle.objects.exclude(pk=first.pk).get()
    assert rows_of(second) == [later]
    assert second.state == BundleState.COLLECTING


def test_one_taken_out_goes_alone_at_once(by):
    amt = DepartmentFactory(mail_rhythm=WEEKLY)
    urgent, other = refer(amt, by=by), refer(amt, by=by)
    bundle = Bundle.objects.get()

    collecting.take_out(urgent, by=by)

    urgent.refresh_from_db()
    assert rows_of(bundle) == [other]
    assert urgent.goes_along is False
    assert urgent.delivery.to_address == amt.email
    assert urgent.dossier is not None


def test_bundle_ends_with_the_last_row_taken_out_or_back(by):
    amt = DepartmentFactory(mail_rhythm=WEEKLY)
    first, second = refer(amt, by=by), refer(amt, by=by)
    bundle = Bundle.objects.get()

    recall(first, by=by)
    assert fresh(bundle).state == BundleState.COLLECTING
    collecting.take_out(second, by=by)

    assert fresh(bundle).state == BundleState.RECALLED
    assert not Delivery.objects.filter(to_address="").exists()


def test_nothing_goes_twice_or_out_of_a_mail_that_left(by):
    amt = DepartmentFactory(mail_rhythm=WEEKLY)
    referral = refer(amt, by=by)
    bundle = sending.send_now(Bundle.objects.get(), by=by)

    with pytest.raises(RuleViolation, match="Das geht nicht mehr"):
        sending.send_now(bundle, by=by)
    with pytest.raises(RuleViolation, match="schon unterwegs"):
        collecting.take_out(referral, by=by)

    assert states_of(bundle) == [ReferralState.QUEUED]


@pytest.mark.parametrize("rhythm", MailRhythm.values)
def test_every_rhythm_leaves_on_a_working_day_after_today(rhythm):
    amt = DepartmentFactory(mail_rhythm=rhythm)

    days = [WEDNESDAY + timedelta(days=shift) for shift in range(30)]
    found = [(day, collecting.leaves_on(amt, day)) for day in days]

    if rhythm == MailRhythm.EACH:
        assert {leaves for _day, leaves in found} == {None}
    else:
        assert all(leaves > day for day, leaves in found)
        assert all(due_after(leaves, 0).day == leaves for _day, leaves in found)


def test_what_left_the_public_meanwhile_does_not_go_out(by):
    amt = DepartmentFactory(mail_rhythm=DAILY)
    with at(WEDNESDAY):
        hidden, other = refer(amt, by=by), refer(amt, by=by)
        decide(hidden.idea, "hide", by=by)
    with at(date(2026, 4, 2)):
        assert collecting.send_collected() == 1
    bundle = Bundle.objects.get()
    assert packing.pack(bundle.pk)

    mail = renderers.bundle(Bundle.objects.get().delivery).text

    assert other.idea.title in mail
    assert hidden.idea.title not in mail


def test_nothing_goes_while_nobody_may_read_any_of_it(by):
    amt = DepartmentFactory(mail_rhythm=DAILY)
    with at(WEDNESDAY):
        hidden = refer(amt, by=by)
        decide(hidden.idea, "hide", by=by)

    with at(date(2026, 4, 2)):
        assert collecting.send_collected() == 0
    with at(date(2026, 4, 7)):
        decide(hidden.idea, "restore", by=by)
        assert collecting.send_collected() == 1
