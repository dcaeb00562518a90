"""How soon a mail follows the bell: the rule alone, without a database."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from commons.notifications import reasons, subjects
from commons.notifications.enums import BY_URGENCY, GATHERED, Pace
from commons.notifications.queries.wishes import Wishes
from commons.notifications.services.pacing import as_one, gathered_in, pace_of
from commons.verbs.registry import Recipient, Verb

BERLIN = ZoneInfo("Europe/Berlin")
PLAIN, TASK = Verb("test.plain", words=""), Verb("test.task", words="", subject="work")
URGENT = Verb("test.urgent", words="", cannot_wait=True)
NOBODY = Wishes()
QUIET = Wishes(wants_mail=False)
DAILY_OWN = Wishes(paces={"own": Pace.DAILY, "followed": Pace.BELL})
NO_ACCOUNT = {"user_id": None, "address": "nachbarin@example.org"}

paces = st.sampled_from(Pace)
wishes = st.builds(
    Wishes,
    wants_mail=st.booleans(),
    paces=st.dictionaries(st.sampled_from(["own", "followed", "work"]), paces),
    daily_hour=st.integers(0, 23),
    weekly_day=st.integers(1, 7),
    weekly_hour=st.integers(0, 23),
    paused_until=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
recipients = st.builds(
    Recipient,
    user_id=st.integers(1, 9),
    reason=st.sampled_from(reasons.codes()),
    by_mail=st.booleans(),
    pace=st.sampled_from(["", *Pace]),
)
first_moment = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: first_moment + timedelta(minutes=minutes)
)


@pytest.mark.parametrize(
    ("wishes", "verb", "who", "expected"),
    (
        (NOBODY, PLAIN, {"reason": "author"}, Pace.AT_ONCE),
        (NOBODY, PLAIN, {"reason": "follower"}, Pace.WEEKLY),
        (NOBODY, PLAIN, {"reason": "supporter"}, Pace.WEEKLY),
        (NOBODY, PLAIN, {"reason": "substitute"}, Pace.AT_ONCE),
        (NOBODY, PLAIN, {"reason": "nobody registered this"}, Pace.WEEKLY),
        (NOBODY, TASK, {"reason": "follower"}, Pace.AT_ONCE),
        (NOBODY, PLAIN, {"reason": "follower", "pace": "at_once"}, Pace.AT_ONCE),
        (NOBODY, PLAIN, {"reason": "author", "pace": "bell"}, Pace.BELL),
        (NOBODY, PLAIN, {"reason": "author", "by_mail": False}, Pace.BELL),
        (NOBODY, URGENT, {"reason": "follower"}, Pace.AT_ONCE),
        (NOBODY, PLAIN, NO_ACCOUNT, Pace.AT_ONCE),
        (NOBODY, PLAIN, {**NO_ACCOUNT, "by_mail": False}, Pace.AT_ONCE),
        (DAILY_OWN, PLAIN, {"reason": "author"}, Pace.DAILY),
        (DAILY_OWN, PLAIN, {"reason": "author", "pace": "weekly"}, Pace.WEEKLY),
        (DAILY_OWN, PLAIN, {"reason": "follower"}, Pace.BELL),
        (DAILY_OWN, URGENT, {"reason": "author"}, Pace.AT_ONCE),
        (DAILY_OWN, URGENT, {"reason": "follower"}, Pace.BELL),
        (QUIET, PLAIN, {"reason": "author"}, Pace.BELL),
        (QUIET, PLAIN, {"reason": "author", "pace": "at_once"}, Pace.BELL),
        (QUIET, URGENT, {"reason": "author"}, Pace.BELL),
        (QUIET, PLAIN, NO_ACCOUNT, Pace.AT_ONCE),
    ),
)
def test_the_pace_follows_from_wish_reason_and_verb(wishes, verb, who, expected):
    recipient = Recipient(**{"user_id": 1, **who})

    assert pace_of(recipient, verb, wishes) == expected


@given(wishes=wishes, who=recipients)
def test_a_wish_for_just_this_counts_before_the_subject_and_no_mail_before_both(
    wishes, who
):
    subject = subjects.get(reasons.of(who.reason).subject)
    chosen = who.pace or wishes.paces.get(subject.key, subject.default)
    may_mail = wishes.wants_mail and who.by_mail

    assert pace_of(who, PLAIN, wishes) == (chosen if may_mail else Pace.BELL)


@given(ways=st.lists(recipients, min_size=1, max_size=5))
def test_of_several_ways_the_first_reason_and_the_soonest_wish_count(ways):
    one, first = as_one(ways), ways[0]
    by_mail = [way for way in ways if way.by_mail]
    wished = {way.pace for way in by_mail if way.pace}

    assert (one.reason, one.by_mail) == (first.reason, bool(by_mail))
    if first.pace:
        assert one.pace == min(wished, key=BY_URGENCY.index, default=first.pace)
    else:  # no wish for another way slows the first one down
        assert one.pace == ("at_once" if "at_once" in wished else "")


@given(pace=paces, wishes=wishes, at=moments)
def test_what_is_gathered_where(pace, wishes, at):
    talk = gathered_in(pace, subjects.CONVERSATION, wishes, at)
    other = gathered_in(pace, subjects.OWN, wishes, at)

    if pace == Pace.AT_ONCE:
        expected = (
            (Pace.DAILY, Pace.DAILY) if wishes.is_paused(at) else (Pace.AT_ONCE, None)
        )
    else:
        expected = (pace, pace) if pace in GATHERED else (None, None)
    assert (talk, other) == expected


@given(pace=st.sampled_from(BY_URGENCY[:3]), wishes=wishes, at=moments)
def test_a_mail_never_goes_before_its_time_nor_in_a_pause(pace, wishes, at):
    due = wishes.next_at(pace, at)
    wall = due.astimezone(BERLIN)

    assert due >= at
    assert not wishes.is_paused(due)
    if pace in GATHERED:
        assert due > at
        hour = wishes.daily_hour if pace == Pace.DAILY else wishes.weekly_hour
        is_moved = (wall - timedelta(hours=1)).utcoffset() != wall.utcoffset()
        assert wall.hour == hour or (is_moved and wall.hour == hour + 1)
    if pace == Pace.WEEKLY:
        assert wall.isoweekday() == wishes.weekly_day


@given(wishes=wishes, at=moments)
def test_between_two_mails_lies_a_day_or_a_week_on_the_wall(wishes, at):
    for pace, days in ((Pace.DAILY, 1), (Pace.WEEKLY, 7)):
        first = wishes.next_at(pace, at)
        second = wishes.next_at(pace, first)

        apart = second.astimezone(BERLIN).date() - first.astimezone(BERLIN).date()
        assert apart == timedelta(days=days)


@pytest.mark.parametrize(
    ("hour", "after", "due"),
    (
        # In spring two o'clock is left out: three comes in its place.
        (2, "2027-03-27T12:00+01:00", "2027-03-28T03:00+02:00"),
        (2, "2027-03-28T03:00+02:00", "2027-03-29T02:00+02:00"),
        (7, "2027-03-28T00:30+01:00", "2027-03-28T07:00+02:00"),
        # In autumn two o'clock comes twice: the first counts.
        (2, "2026-10-25T01:59+02:00", "2026-10-25T02:00+02:00"),
        (2, "2026-10-25T02:00+02:00", "2026-10-26T02:00+01:00"),
        (2, "2026-10-25T02:00+01:00", "2026-10-26T02:00+01:00"),
        (3, "2026-10-25T02:30+01:00", "2026-10-25T03:00+01:00"),
    ),
)
def test_clocks_that_change_lose_no_mail_and_send_none_twice(hour, after, due):
    wishes = Wishes(daily_hour=hour)

    found = wishes.next_at(Pace.DAILY, datetime.fromisoformat(after))

    assert found == datetime.fromisoformat(due)


def test_a_pause_ends_on_its_day_at_midnight_in_berlin():
    wishes = Wishes(paused_until=date(2026, 7, 1), daily_hour=0, weekly_day=3)
    at = datetime(2026, 6, 20, 12, tzinfo=BERLIN)

    assert wishes.next_at(Pace.AT_ONCE, at) == datetime(2026, 7, 1, tzinfo=BERLIN)
    assert wishes.next_at(Pace.DAILY, at) == datetime(2026, 7, 1, tzinfo=BERLIN)
    assert wishes.next_at(Pace.WEEKLY, at) == datetime(2026, 7, 1, 17, tzinfo=BERLIN)


def test_nothing_is_due_by_mail_for_the_bell_alone():
    with pytest.raises(ValueError, match="no mail goes"):
        NOBODY.next_at(Pace.BELL, datetime(2026, 7, 1, tzinfo=BERLIN))
