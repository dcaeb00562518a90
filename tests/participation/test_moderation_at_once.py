"""Two moderators at the same moment, with real connections and real commits."""

import threading
import time

import pytest
from django.db import transaction

from commons.audit.models import AuditEntry
from participation.ideas.models import Idea
from participation.moderation import services
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import Decision, QueueItem
from participation.moderation.services import reports
from participation.moderation.services.reports import Notice
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item
from tests.participation.at_once import at_once

# Threads see only what is committed.
pytestmark = pytest.mark.usefixtures("own_database")


def test_two_decisions_at_once_leave_one_and_tell_the_other():
    first, second = make_staff(), make_staff()
    item = make_item()

    results = at_once(
        lambda: services.decide(item, verdict=Verdict.PUBLISH, version=1, by=first),
        lambda: services.decide(
            item, verdict=Verdict.DECLINE, reason=Reason.INSULT, version=1, by=second
        ),
    )

    decision = Decision.objects.get(item=item)
    idea = Idea.objects.get(pk=item.target_id)
    assert results.count("already_decided") == 1
    assert (idea.decision, decision in results) == (decision, True)
    entries = AuditEntry.objects.filter(
        verb="moderation.decided", kind="idea", target_id=idea.pk
    )
    assert entries.count() == 1


def test_a_new_version_and_a_decision_at_once_lose_neither():
    moderator = make_staff()
    item = make_item()
    idea = Idea.objects.get(pk=item.target_id)

    def rewrite():
        with transaction.atomic():
            mine = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
            if mine.publication != Publication.SUBMITTED:
                return "decided"
            mine.version += 1
            mine.save(update_fields=["version"])
            services.submit(mine)
            return "rewritten"

    results = at_once(
        rewrite,
        lambda: services.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator),
    )

    idea.refresh_from_db()
    if results[0] == "rewritten":
        assert (results[1], idea.version) == ("version_changed", 2)
        assert QueueItem.objects.open().get(target_id=idea.pk).version == 2
    else:
        assert (idea.publication, idea.version) == (Publication.PUBLISHED, 1)


def test_one_claim_wins():
    first, second = make_staff(), make_staff()
    item = make_item()

    results = at_once(
        lambda: services.claim(item, by=first), lambda: services.claim(item, by=second)
    )

    item.refresh_from_db()
    assert results.count("claimed") == 1
    assert item.lease_by in {first, second}


def test_two_who_ask_for_the_next_get_two():
    first, second = make_staff(), make_staff()
    QueueItem.objects.all().delete()
    make_item()
    make_item()
    rows = QueueItem.objects.all()

    results = at_once(
        lambda: services.claim_next(rows, by=first),
        lambda: services.claim_next(rows, by=second),
    )

    assert len({item.pk for item in results}) == 2


def test_what_is_only_looked_at_just_now_is_waited_for():
    moderator = make_staff()
    QueueItem.objects.all().delete()
    item = make_item()
    is_locked = threading.Event()

    def screen():
        with transaction.atomic():
            QueueItem.objects.select_for_update().get(pk=item.pk)
            is_locked.set()
            time.sleep(0.5)

    def claim():
        is_locked.wait(10)
        return services.claim_next(QueueItem.objects.all(), by=moderator)

    results = at_once(screen, claim)

    assert [each.pk for each in results if each is not None] == [item.pk]


@pytest.mark.slow
def test_reports_at_once_gather_on_one_item():
    idea = IdeaFactory()
    neighbours = [UserFactory() for _ in range(8)]

    at_once(
        *(
            lambda who=who: reports.report(idea, Notice(Reason.INSULT), by=who)
            for who in neighbours
        )
    )

    assert QueueItem.objects.open().get(target_id=idea.pk).reports.count() == 8
