"""What waits too long for a task shows among the figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.clock import berlin_today
from commons.notifications.enums import Pace
from commons.notifications.models import Digest
from config import waiting
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.models import Newsletter
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.casework.enums import Variant
from participation.casework.models import CaseFile
from participation.notices.enums import NoticeState
from participation.referrals.enums import SetState
from participation.referrals.models import AnswerSet
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.newsletters import make_draft
from tests.factories.notices import NoticeFactory
from tests.factories.notifications import HappeningFactory

pytestmark = pytest.mark.django_db


def bundle(state, number, **fields):
    return Bundle.objects.create(
        number=number,
        department=DepartmentFactory(),
        state=state,
        working_days=10,
        made_at=timezone.now(),
        **fields,
    )


def test_what_no_task_took_up_is_counted_from_when_it_was_due():
    now, today = timezone.now(), berlin_today()
    hour = now - timedelta(hours=1)
    bundle(BundleState.QUEUED, "2026-00001", queued_at=hour, due_on=today)
    AnswerSet.objects.create(
        name="Bänke",
        state=SetState.PUBLISHING,
        created_at=hour,
        released_at=hour,
        released_by=make_staff(),
    )
    CaseFile.objects.create(idea=IdeaFactory(), variant=Variant.SPK, asked_at=hour)
    NoticeFactory(
        state=NoticeState.RELEASED,
        text="Es dauert noch.",
        next_on=today,
        released_at=hour,
        leaves_at=hour,
    )
    Digest.objects.create(
        user=UserFactory(), pace=Pace.WEEKLY, created_at=hour, due_at=hour
    )
    HappeningFactory(happened_at=hour)
    draft = make_draft(IdeaFactory(), by=make_staff())
    Newsletter.objects.filter(pk=draft.pk).update(
        state=NewsletterState.RELEASED,
        year=today.year,
        number=1,
        released_at=hour - timedelta(days=1),
        planned_for=hour,
    )

    assert dict(waiting.oldest_seconds(now)) == dict.fromkeys(waiting.KINDS, 3600.0)


def test_what_is_past_its_day_is_counted():
    yesterday, today = berlin_today() - timedelta(days=1), berlin_today()
    for number, day in (("2026-00001", yesterday), ("2026-00002", today)):
        bundle(BundleState.COLLECTING, number, leaves_on=day)
        NoticeFactory(due_on=day)

    now = timezone.now()
    assert (waiting.bundles_overdue(now), waiting.notices_overdue(now)) == (1, 1)
