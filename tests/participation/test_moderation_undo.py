"""Undoing at once: nobody is told, and nothing is undone that others built upon."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.audit.models import AuditEntry
from commons.delivery.models import Delivery
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.verbs.models import Happening
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import support
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Cause, Verdict
from participation.moderation.models import (
    QueueItem,
    Report,
)
from participation.moderation.services import reports
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.discussion import CommentFactory
from tests.factories.moderation import (
    ReportFactory,
    make_item,
)
from tests.participation.rows import all_rows, difference
from tests.participation.undoing import (
    NOTICE,
    decide,
    refused,
    rich_idea,
    undone,
    words_for,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture(autouse=True)
def _frozen():
    """Comparing all rows takes longer on a busy machine than there is to undo."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def test_the_item_lies_in_its_place_claimed_and_its_reports_wait(moderator):
    idea = rich_idea()
    reports.report(idea, NOTICE, by=UserFactory())
    item = QueueItem.objects.get(target_id=idea.pk)

    decision = moderation.decide(
        item,
        verdict=Verdict.HIDE,
        version=1,
        by=moderator,
        **words_for(Verdict.HIDE, "published"),
    )
    held = QueueItem.objects.open().get(target_id=idea.pk)
    undone(decision, moderator)

    again = QueueItem.objects.open().get(target_id=idea.pk)
    assert held.cause == Cause.HELD
    assert (again.pk, again.submitted_at) == (item.pk, item.submitted_at)
    assert QueueItem.objects.claimed_by(moderator.pk).get() == again
    assert Report.objects.get().decision is None


def test_the_history_keeps_the_decision_and_that_it_was_undone(moderator):
    decision = decide(rich_idea(), Verdict.HIDE, moderator)

    undone(decision, moderator)

    decision.refresh_from_db()
    assert decision.undone_at is not None
    entry = AuditEntry.objects.get(verb="moderation.undone")
    assert (entry.by_id, entry.codes) == (moderator.pk, {"decision": decision.pk})


def test_nobody_is_told_within_the_time_and_once_after_it(moderator):
    item = make_item()
    author = item.author
    with time_machine.travel(timezone.now(), tick=False) as clock:
        decision = moderation.decide(
            item, verdict=Verdict.PUBLISH, version=1, by=moderator
        )
        clock.shift(workflow.UNDO - timedelta(seconds=1))
        assert notifications.expand_due() == 0

        clock.shift(timedelta(seconds=2))
        assert notifications.expand_due() == 1
        assert notifications.expand_due() == 0

    told = Notification.objects.get()
    assert (told.user, told.happening.params["decision"]) == (author, decision.pk)


def test_whoever_was_to_be_told_hears_nothing_once_it_is_undone(moderator):
    idea = rich_idea()
    ReportFactory(target_id=idea.pk, reported_by=UserFactory())
    decision = decide(idea, Verdict.REMOVE, moderator)
    undone(decision, moderator)

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        notifications.expand_due()

    about = Happening.objects.filter(params__decision=decision.pk)
    told = set(about.filter(withdrawn_at__isnull=True).values_list("verb", flat=True))
    assert told == {"moderation.undone", "idea.undecided_to_public"}
    assert Notification.objects.filter(happening__in=about).count() == 0
    assert not Delivery.objects.exists()


def test_after_the_time_it_is_refused_and_nothing_changes(moderator):
    idea = rich_idea()
    decision = decide(idea, Verdict.HIDE, moderator)
    before = all_rows()

    with time_machine.travel(timezone.now() + workflow.UNDO + timedelta(seconds=1)):
        refused("undo_too_late", decision, moderator)

    assert difference(before, all_rows()) == {}


def test_once_anybody_was_told_of_a_part_of_it_all_of_it_stays(moderator):
    """The clock of the worker may be ahead of ours: the rows decide, not the time."""
    idea = rich_idea()
    ReportFactory(target_id=idea.pk, reported_by=UserFactory())
    decision = decide(idea, Verdict.REMOVE, moderator)
    Happening.objects.filter(verb="report.settled").update(expanded_at=timezone.now())
    before = all_rows()

    refused("undo_too_late", decision, moderator)

    assert difference(before, all_rows()) == {}
    assert not Happening.objects.filter(withdrawn_at__isnull=False).exists()


def test_only_who_decided_undoes_and_only_once(moderator):
    decision = decide(rich_idea(), Verdict.HIDE, moderator)

    refused("not_yours", decision, make_staff())
    undone(decision, moderator)
    refused("undone_already", decision, moderator)


def test_votes_and_comments_of_those_seconds_stay_and_count_again(moderator):
    item = make_item()
    decision = moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)
    idea = Idea.objects.get(pk=item.target_id)
    support.give(idea, by=UserFactory())
    CommentFactory(idea=idea)

    undone(decision, moderator)
    decide(Idea.objects.get(pk=idea.pk), Verdict.PUBLISH, moderator)

    idea = Idea.objects.get(pk=idea.pk)
    assert (idea.support_count, idea.thread.comment_count) == (1, 1)


def test_a_report_of_those_seconds_waits_on_the_item_that_is_open_again(moderator):
    item = make_item()
    decision = moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)
    idea = Idea.objects.get(pk=item.target_id)
    reported = reports.report(idea, NOTICE, by=UserFactory())

    undone(decision, moderator)

    reported.refresh_from_db()
    assert reported.item_id == item.pk
    assert QueueItem.objects.open().get(target_id=idea.pk) == item


def test_what_was_handed_to_an_amt_since_is_not_undone(moderator):
    item = make_item()
    decision = moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)
    Idea.objects.filter(pk=item.target_id).update(
        case=Case.REFERRED, lead_department=DepartmentFactory()
    )

    refused("built_upon", decision, moderator)


def test_what_another_idea_went_into_since_is_not_undone(moderator):
    item = make_item()
    decision = moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)
    target = Idea.objects.get(pk=item.target_id)
    decide(rich_idea(), Verdict.MERGE, make_staff(), merge_into=target)

    refused("joined", decision, moderator)


def test_a_later_decision_stands_before_the_first(moderator):
    idea = rich_idea()
    first = decide(idea, Verdict.HIDE, moderator)
    second = decide(Idea.objects.get(pk=idea.pk), Verdict.RESTORE, moderator)

    refused("built_upon", first, moderator)
    undone(second, moderator)
    undone(first, moderator)

    assert Idea.objects.get(pk=idea.pk).is_public


def test_parting_two_ideas_cannot_be_undone_and_says_so(moderator):
    source, target = rich_idea(), rich_idea()
    decide(source, Verdict.MERGE, moderator, merge_into=target)
    decision = decide(Idea.objects.get(pk=source.pk), Verdict.UNMERGE, moderator)

    refused("cannot_undo", decision, moderator)
