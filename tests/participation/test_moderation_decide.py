"""Deciding: what is written, what is refused, who is told."""

from datetime import datetime

import pytest

from commons.audit.models import AuditEntry
from commons.clock import BERLIN
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from participation.moderation import desk, services, workflow
from participation.moderation.enums import Basis, Cause, Publication, Reason, Verdict
from participation.moderation.models import Decision, QueueItem
from participation.moderation.services.checks import offered
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import ReportFactory, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff()


def idea_of(item):
    return desk.get(item.kind).model_class.objects.get(pk=item.target_id)


def refused(code, **decision):
    with pytest.raises(RuleViolation) as caught:
        services.decide(**decision)
    assert caught.value.code == code


def test_publish_closes_the_item_and_leaves_a_decision(moderator):
    item = make_item(title="Bänke am Anger")

    decision = services.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)

    item.refresh_from_db()
    idea = idea_of(item)
    assert item.closed_at is not None
    assert (idea.publication, idea.decision) == (Publication.PUBLISHED, decision)
    assert (decision.verdict, decision.reason, decision.state_before) == (
        Verdict.PUBLISH,
        "",
        Publication.SUBMITTED,
    )


def test_a_decision_is_one_entry_of_ids_and_codes_beside_that_of_the_idea(moderator):
    item = make_item()

    decision = services.decide(
        item,
        verdict=Verdict.DECLINE,
        reason=Reason.ADVERTISING,
        text="Das wirbt für einen Laden.",
        version=1,
        by=moderator,
    )

    entries = AuditEntry.objects.filter(kind="idea", by_id=moderator.pk).order_by("pk")
    assert [(entry.verb, entry.codes) for entry in entries] == [
        ("idea.declined", {"decision": decision.pk}),
        (
            "moderation.decided",
            {"decision": decision.pk, "verdict": "decline", "reason": "advertising"},
        ),
    ]


def test_the_author_is_told_by_the_idea_alone(moderator):
    item = make_item()

    services.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)

    waiting = Happening.objects.filter(expanded_at__isnull=True)
    assert [happening.verb for happening in waiting] == ["idea.published"]


@pytest.mark.parametrize("verdict", (Verdict.DECLINE, Verdict.REQUEST_CHANGES))
def test_a_no_needs_a_reason(moderator, verdict):
    item = make_item()

    refused("reason_missing", item=item, verdict=verdict, version=1, by=moderator)


@pytest.mark.parametrize(
    ("verdict", "reason"),
    (
        (Verdict.REQUEST_CHANGES, Reason.UNCLEAR),
        (Verdict.DECLINE, Reason.OTHER),
    ),
)
def test_a_wish_for_changes_and_another_reason_need_words(moderator, verdict, reason):
    item = make_item()

    refused(
        "text_missing",
        item=item,
        verdict=verdict,
        reason=reason,
        text="   ",
        version=1,
        by=moderator,
    )


def test_nobody_decides_on_an_own_contribution(moderator):
    item = make_item(author=moderator)

    refused(
        "own_contribution", item=item, verdict=Verdict.PUBLISH, version=1, by=moderator
    )


def test_the_second_moderator_is_told_who_decided_what(moderator):
    first = make_staff(display_name="Kollegin Eins")
    item = make_item()
    services.decide(item, verdict=Verdict.PUBLISH, version=1, by=first)

    with pytest.raises(
        RuleViolation, match=r"Kollegin Eins war schneller: veröffentlicht\."
    ) as caught:
        services.decide(
            item, verdict=Verdict.DECLINE, reason="other", version=1, by=moderator
        )

    assert caught.value.code == "already_decided"
    assert Decision.objects.filter(item=item).count() == 1


def test_a_decision_on_an_old_version_changes_nothing(moderator):
    item = make_item(version=2)

    refused(
        "version_changed", item=item, verdict=Verdict.PUBLISH, version=1, by=moderator
    )
    assert idea_of(item).publication == Publication.SUBMITTED


def test_what_somebody_else_works_on_is_not_decided(moderator):
    item = make_item()
    services.claim(item, by=make_staff(display_name="Kollegin Eins"))

    refused("claimed", item=item, verdict=Verdict.PUBLISH, version=1, by=moderator)


def test_a_hidden_contribution_stays_at_the_desk_with_a_date(moderator):
    idea = IdeaFactory()

    services.decide_directly(
        idea,
        verdict=Verdict.HIDE,
        reason=Reason.INSULT,
        text="Wir prüfen das.",
        version=1,
        by=moderator,
    )

    held = QueueItem.objects.open().get(target_id=idea.pk)
    idea.refresh_from_db()
    assert (idea.publication, held.cause) == (Publication.HIDDEN, Cause.HELD)
    assert held.hold_until > idea.decision.decided_at
    assert held.promised_on.weekday() < 5


def test_a_held_contribution_is_restored_from_the_desk(moderator):
    idea = IdeaFactory()
    services.decide_directly(
        idea, verdict=Verdict.HIDE, reason=Reason.INSULT, version=1, by=moderator
    )
    held = QueueItem.objects.open().get(target_id=idea.pk)

    services.decide(held, verdict=Verdict.RESTORE, version=1, by=moderator)

    idea.refresh_from_db()
    assert idea.publication == Publication.PUBLISHED
    assert not QueueItem.objects.open().filter(target_id=idea.pk).exists()


def test_merging_names_the_reason_itself(moderator):
    target = IdeaFactory()
    item = make_item()

    decision = services.decide(
        item, verdict=Verdict.MERGE, merge_into=target, version=1, by=moderator
    )

    idea = idea_of(item)
    assert (idea.publication, idea.merged_into) == (Publication.MERGED, target)
    assert decision.reason == Reason.DUPLICATE


@pytest.mark.parametrize("publication", (None, Publication.SUBMITTED))
def test_merging_needs_a_published_contribution_that_stays(moderator, publication):
    target = IdeaFactory(publication=publication) if publication else None
    item = make_item()

    refused(
        "merge_target",
        item=item,
        verdict=Verdict.MERGE,
        merge_into=target,
        version=1,
        by=moderator,
    )


def test_keeping_answers_a_report_and_changes_nothing(moderator):
    idea = IdeaFactory()
    item = services.queue.open_reported(idea)
    report = ReportFactory(target_id=idea.pk, item=item, reported_by=UserFactory())

    decision = services.decide(item, verdict=Verdict.KEEP, version=1, by=moderator)

    idea.refresh_from_db()
    report.refresh_from_db()
    item.refresh_from_db()
    assert (idea.publication, idea.decision) == (Publication.PUBLISHED, None)
    assert report.decision == decision
    assert item.closed_at is not None


def test_keeping_is_no_answer_without_a_report(moderator):
    refused("verdict", item=make_item(), verdict=Verdict.KEEP, version=1, by=moderator)


@pytest.mark.parametrize("state", Publication)
@pytest.mark.parametrize("verdict", Verdict)
def test_each_state_takes_exactly_the_verdicts_it_offers(moderator, state, verdict):
    target = IdeaFactory()
    idea = IdeaFactory(publication=state)
    attempt = {
        "verdict": verdict,
        "version": 1,
        "by": moderator,
        "reason": Reason.UNLAWFUL,
        "basis": Basis.LAW_INSULT,
        "text": "So steht es im Gesetz.",
        "merge_into": target if verdict == Verdict.MERGE else None,
    }

    if verdict in offered(idea):
        services.decide_directly(idea, **attempt)
        idea.refresh_from_db()
        assert idea.publication == workflow.LEADS_TO[verdict]
    else:
        with pytest.raises(RuleViolation) as caught:
            services.decide_directly(idea, **attempt)
        assert caught.value.code == "verdict"


def test_resubmitting_while_it_waits_keeps_the_place_and_shows_the_new_words():
    item = make_item(title="Eine Bank")
    idea = idea_of(item)
    idea.title, idea.version = "Zwei Bänke", 2
    idea.save()

    again = services.submit(idea)

    assert (again.pk, again.title, again.version) == (item.pk, "Zwei Bänke", 2)
    assert again.submitted_at == item.submitted_at


def test_a_reworked_contribution_comes_back_as_such(moderator):
    item = make_item()
    services.decide(
        item,
        verdict=Verdict.REQUEST_CHANGES,
        reason=Reason.UNCLEAR,
        text="Wo genau?",
        version=1,
        by=moderator,
    )

    again = services.submit(idea_of(item))

    assert (again.cause, again.pk != item.pk) == (Cause.RESUBMITTED, True)


def test_a_withdrawn_contribution_leaves_the_desk():
    item = make_item()

    services.take_back(idea_of(item))

    item.refresh_from_db()
    assert item.closed_at is not None


def test_a_first_look_is_promised_in_three_working_days():
    friday = datetime(2026, 11, 20, 15, tzinfo=BERLIN)

    item = make_item(submitted_at=friday)

    assert str(item.promised_on) == "2026-11-25"
