"""Gathered mail over weeks, with moved clocks: whatever people do and beat omits.

Never empty, never twice, nothing skipped, and at the promised hour or with the first
beat after it.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from commons.clock import BERLIN, berlin_date
from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from commons.notifications import services
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import digests, pacing, preferences
from commons.verbs import registry
from tests.commons.digest_world import SAID, news, posted
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saying")]
# A week before the clocks go back, a week before they go forward, and a plain one.
STARTS = (
    datetime(2026, 10, 19, 10, tzinfo=BERLIN),
    datetime(2026, 3, 23, 10, tzinfo=BERLIN),
    datetime(2026, 6, 1, 10, tzinfo=BERLIN),
)
REASONS = ("follower", "region_follower", "answered")
SUBJECTS = ("followed", "places", "conversation")
# Whoever hears by bell alone shows little here.
PACES = st.sampled_from((*Pace, Pace.WEEKLY, Pace.DAILY, Pace.AT_ONCE))
HOURS = st.integers(0, 23)
MINUTES = st.sampled_from((1, 4, 29, 61, 60 * 7, 60 * 24, 60 * 24 * 10))


class Weeks(RuleBasedStateMachine):
    """One reader, and what they were promised of each piece of news."""

    @initialize(start=st.sampled_from(STARTS))
    def begin(self, start):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.clock = time_machine.travel(start, tick=False)
        self.traveller = self.clock.start()
        self.reader = UserFactory()
        self.mails = {}  # of each delivery the news it tells
        self.promised = {}  # of each piece of news when it goes, while wishes stay
        self.has_beaten = True

    def teardown(self):
        if hasattr(self, "undo"):
            self.clock.stop()
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    @rule(reasons=st.lists(st.sampled_from(REASONS), min_size=1, max_size=3))
    def something_happens(self, reasons):
        for reason in reasons:
            self.tell(reason)

    def tell(self, reason):
        wishes = wishes_of([self.reader.pk])
        who = registry.Recipient(user_id=self.reader.pk, reason=reason)
        pace = pacing.pace_of(who, SAID, wishes[self.reader.pk])
        row = news(self.reader, reason=reason, pace=pace)
        digests.assign([row], wishes)
        self.is_told_alone(row)

    def is_told_alone(self, row):
        """What no digest takes goes in a mail of its own, as the expansion has it."""
        if row.digest_id is None and row.pace != Pace.BELL:
            key = f"notification:{row.pk}"
            row.delivery = delivery.enqueue(
                key=key, renderer="notification", to_user=self.reader
            )
            row.save()

    @rule(subject=st.sampled_from(SUBJECTS), pace=PACES)
    def they_want_another_pace(self, subject, pace):
        self.promised = {}
        preferences.set_pace(self.reader, subject, pace)

    @rule(daily=HOURS, day=st.integers(1, 7), weekly=HOURS)
    def they_want_other_hours(self, daily, day, weekly):
        self.promised = {}
        preferences.set_hours(
            self.reader, daily_hour=daily, weekly_day=day, weekly_hour=weekly
        )

    @rule(days=st.integers(0, 12))
    def they_pause_or_end_it(self, days):
        until = berlin_date(timezone.now()) + timedelta(days=days)
        self.promised = {}
        preferences.pause(self.reader, until if days else None)

    @rule(everything=st.sampled_from((False, False, False, True)))
    def they_read(self, everything):
        unread = Notification.objects.filter(user=self.reader, read_at=None)
        newest = unread.order_by("-pk").first()
        if everything:
            services.mark_all_read(self.reader, up_to=timezone.now())
        elif newest is not None:
            services.mark_read(self.reader, newest.pk)

    @rule(minutes=MINUTES)
    def time_passes_without_beat(self, minutes):
        self.traveller.shift(timedelta(minutes=minutes))
        self.has_beaten = False

    @rule(minutes=MINUTES, times=st.integers(1, 3))
    def beat_runs(self, minutes, times):
        """After a while; with one minute it is as good as at once."""
        self.traveller.shift(timedelta(minutes=minutes))
        waiting = self.waiting()
        due = {row.pk for row in waiting if row.digest.due_at <= timezone.now()}
        for _ in range(times):
            digests.close_due()
        self.check_mails(due)
        posted()
        self.has_beaten = True

    @rule(
        reasons=st.lists(st.sampled_from(REASONS), min_size=1, max_size=3),
        days=st.integers(1, 8),
    )
    def days_go_by(self, reasons, days):
        """As they mostly do: something happens, and beat is late by some minutes."""
        self.something_happens(reasons)
        for _ in range(days):
            self.beat_runs(minutes=60 * 24, times=1)

    @rule(reasons=st.lists(st.sampled_from(REASONS), min_size=2, max_size=3))
    def beat_is_away_for_ten_days(self, reasons):
        self.something_happens(reasons)
        self.nothing_waits_nowhere()
        self.time_passes_without_beat(minutes=60 * 24 * 10)
        self.something_happens(reasons)
        self.nothing_waits_nowhere()
        self.beat_runs(minutes=1, times=2)

    def waiting(self):
        """Unread news at a pace with mail that no mail has told."""
        rows = Notification.objects.filter(
            user=self.reader, delivery=None, read_at=None
        ).exclude(pace=Pace.BELL)
        return list(rows.select_related("digest"))

    def check_mails(self, due):
        """What was due went in the one mail of its digest, and nothing else did."""
        told = set()
        for mail in Delivery.objects.filter(renderer="digest").select_related("digest"):
            inside = set(mail.notifications.values_list("pk", flat=True))
            if mail.pk in self.mails:
                assert self.mails[mail.pk] == inside, "a mail changed after it went"
                continue
            assert inside, "an empty mail"
            assert not inside & told, "told twice"
            assert mail.digest.closed_at == timezone.now()
            self.mails[mail.pk] = inside
            told |= inside
        assert told == due

    @invariant()
    def nothing_waits_nowhere(self):
        if not hasattr(self, "reader"):
            return
        wishes = wishes_of([self.reader.pk])[self.reader.pk]
        now = timezone.now()
        for row in self.waiting():
            assert row.digest is not None
            assert row.digest.closed_at is None
            moment = self.promised.setdefault(row.pk, row.digest.due_at)
            assert row.digest.due_at <= moment, "put off"
            self.check_moment(row, wishes, now)

    def check_moment(self, row, wishes, now):
        """It is due by the wishes of today, at once or at the next chosen hour."""
        due_at = row.digest.due_at
        if due_at <= now:
            return  # beat is late, and closes it when it runs
        assert not wishes.paused_until or berlin_date(due_at) >= wishes.paused_until
        local = due_at.astimezone(BERLIN)
        pace = Pace(row.digest.pace)
        if pace == Pace.AT_ONCE:
            assert due_at <= now + timedelta(hours=1)
        elif pace == Pace.DAILY:
            assert local.hour == wishes.daily_hour or is_left_out(local)
            assert due_at <= wishes.next_at(pace, now)
        else:
            assert local.isoweekday() == wishes.weekly_day
            assert local.hour == wishes.weekly_hour or is_left_out(local)
            assert due_at <= wishes.next_at(pace, now)

    @invariant()
    def after_a_beat_nothing_is_overdue(self):
        if getattr(self, "has_beaten", False) and hasattr(self, "mails"):
            overdue = Digest.objects.filter(
                user=self.reader, closed_at=None, due_at__lt=timezone.now()
            )
            assert not overdue.exists()


def is_left_out(local):
    """In spring the hour from two to three is not there, so three stands for it."""
    before = (local.astimezone(UTC) - timedelta(hours=1)).astimezone(BERLIN)
    return local.hour - before.hour == 2


def test_weeks_of_news_wishes_and_missed_beats():
    machine = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Weeks, settings=machine)
