"""What the tests of interim notices share: an open case, and days that pass."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import time_machine

from commons.clock import BERLIN
from commons.notifications import services as follows
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.notices.models import InterimNotice
from participation.notices.services import watching
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory

# A Monday with no free day near it.
START = date(2027, 1, 11)


@contextmanager
def on(day, hour=9):
    """That day in Berlin, the clock standing."""
    moment = datetime.combine(day, time(hour), BERLIN)
    with time_machine.travel(moment, tick=False):
        yield moment


def open_case(next_in=20, *, case=Case.OPEN, follower=True, **fields):
    """An idea that became public at START, as its author follows it."""
    with on(START):
        idea = IdeaFactory(case=case, **fields)
        idea.next_on = due_after(START, next_in).day
        idea.save()
        if follower and idea.author:
            follows.follow(idea.author, idea, reason="author")
    return idea


def with_department(days=20, **fields):
    """A lead referral that went out on the day the idea became public."""
    idea = open_case(next_in=days, case=Case.REFERRED, **fields.pop("idea", {}))
    with on(START, hour=11):
        referral = ReferralFactory(idea=idea, due_on=due_after(START, days), **fields)
        Idea.objects.filter(pk=idea.pk).update(lead_department=referral.department)
    return referral


def watched(day, times=1):
    """What there is after beat has run that day."""
    with on(day, hour=7):
        for _run in range(times):
            watching.watch()
    return list(InterimNotice.objects.order_by("pk"))


def after(days):
    return START + timedelta(days=days)
