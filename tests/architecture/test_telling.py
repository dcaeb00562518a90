"""Everybody who is told anything is told for a reason with words, subject and pace.

The table is that of docs/decisions/0052-what-cannot-wait.md: a new verb is put in here
by somebody who asked what its readers want, and what happens if they read it late.
"""

import pytest

from commons.notifications import reasons, subjects
from commons.notifications.enums import Pace
from commons.notifications.services.pacing import subject_of
from commons.verbs import registry
from commons.verbs.registry import Recipient
from tests.architecture.house import ROOT
from tests.architecture.telling import followed_reasons, given_by_name, reasons_of

DECISION = ROOT / "docs" / "decisions" / "0052-what-cannot-wait.md"
TOLD = [verb for verb in registry.all_verbs() if verb.audience]

OF_ONES_OWN = """
    account.block_ended account.blocked account.unblocked addendum.declined
    addendum.hidden addendum.redirected addendum.removed addendum.restored
    addendum.taken_back comment.declined comment.hidden comment.redirected
    comment.removed comment.restored comment.taken_back complaint.reversed
    progress.declined progress.hidden progress.redirected progress.removed
    progress.restored progress.taken_back together.asked together.due
    together.offered together.withdrawn
    complaint.upheld idea.changes_requested idea.declined idea.hidden idea.joined
    idea.parted idea.redirected idea.removed idea.restored idea.taken_back
    idea.supported idea.unmerged_to_desk moderation.asked_again moderation.redacted
    moderation.redaction_regretted referral.resident_asked report.acknowledged
    report.settled network.changes_requested network.declined network.hidden
    network.join_accepted network.join_declined network.member_removed
    network.published network.redirected network.removed network.restored
    network.role_changed network.taken_back
    actor.changes_requested actor.declined actor.hidden actor.joined actor.left
    actor.let_go actor.level_changed actor.published actor.redirected actor.removed
    actor.taken_back actor.unhidden actor.unverified actor.verified
    actor_change.declined actor_change.published actor_change.redirected
"""
OF_OFFERS = """
    offer.changes_requested offer.declined offer.hidden offer.published
    offer.redirected offer.removed offer.restored offer.taken_back
"""
OF_THE_POOL = """
    booking.cancelled booking.confirmed booking.declined booking.lapsed
    booking.requested offer.asked offer.calendar_failed offer.expired offer.inquired
    offer.matched
"""
OF_POSTS = """
    network_post.declined network_post.hidden network_post.removed
    network_post.reply_refused network_post.restored network_post.taken_back
    network_task.due
"""
OF_EVENTS = """
    event.changes_requested event.declined event.hidden event.redirected
    event.removed event.restored event.taken_back aftermath.asked_for
    calendar_source.failed calendar_source.stopped registration.dismissed
    registration.expired registration.offered registration.told
    room_question.declined room_question.hidden room_question.idea_wished
    room_question.removed room_question.restored room_question.taken_back
"""
OF_ONES_OWN_AND_WHAT_ONE_FOLLOWS = """
    event.cancelled event.changed event.occurrence_cancelled event.occurrence_moved
    event.occurrence_reinstated event.reinstated protocol.published
    addendum.published deferral.put_off idea.merged idea.referred idea.reopened
    idea.unmerged notice.sent progress.published promise.given_up promise.kept promise.moved
    reuse.source_renewed together.accepted together.given_up
"""
OF_WORK = """
    absence.ended absence.entered clarification.opened complaint.overdue
    complaint.raised concern.waits moderation.overdue pool.named referral.assigned
    referral.draft_left reuse.waits round.cancelled round.closed round.convened
    round.declined round.meeting_set round.moved round.party_added round.ready
    round.reopened round.stated round.waits together.declined
"""
SUBJECTS = {
    **{key: {"own"} for key in OF_ONES_OWN.split()},
    **{key: {"own", "followed"} for key in OF_ONES_OWN_AND_WHAT_ONE_FOLLOWS.split()},
    **{key: {"work"} for key in OF_WORK.split()},
    **{key: {"own"} for key in OF_POSTS.split()},
    **{key: {"own"} for key in OF_OFFERS.split()},
    **{key: {"own"} for key in OF_EVENTS.split()},
    **{key: {"pool"} for key in OF_THE_POOL.split()},
    "network_post.published": {"own", "followed"},
    "actor.moved": {"followed"},
    "concern.brought": {"own", "followed"},
    "concern.put_back": {"coordinating"},
    "network_date.cancelled": {"own", "followed"},
    "network_date.moved": {"own", "followed"},
    "network_date.restored": {"own", "followed"},
    "network_date.set": {"own", "followed"},
    "network.asked": {"coordinating"},
    "network.closed": {"own", "followed"},
    "network.join_asked": {"coordinating"},
    "network.joined": {"coordinating"},
    "network.orphaned": {"followed"},
    "network.reopened": {"own", "followed"},
    # The SPK where it offered, else those who wished to carry the idea.
    "together.refused": {"own", "work"},
    "idea.published": {"own", "places"},
    "event.published": {"own", "followed", "places"},
    # Who follows the answers of an Amt hears of its places and topics: of a stream.
    "answer.published": {"own", "followed", "places"},
    "answer_set.published": {"own", "followed", "places"},
    # What rows of follows hold is replaced: comments on what one follows are "talk".
    "comment.published": {"own", "conversation", "talk", "followed"},
}
CANNOT_WAIT = """
    event.changes_requested event.declined event.hidden event.redirected
    event.removed event.taken_back room_question.declined room_question.hidden
    room_question.removed room_question.taken_back
    booking.cancelled booking.confirmed booking.declined booking.lapsed
    booking.requested offer.asked offer.changes_requested offer.declined offer.expired
    offer.hidden offer.redirected offer.removed offer.taken_back
    network_post.declined network_post.hidden network_post.removed
    network_post.reply_refused network_post.taken_back network_task.due
    actor.changes_requested actor.declined actor.hidden actor.redirected actor.removed
    actor.taken_back actor_change.declined actor_change.redirected
    network.changes_requested network.declined network.hidden network.redirected
    network.removed network.taken_back
    account.blocked account.unblocked addendum.declined addendum.hidden
    addendum.redirected addendum.removed addendum.taken_back comment.declined
    comment.hidden comment.redirected comment.removed comment.taken_back
    complaint.reversed complaint.upheld idea.changes_requested idea.declined
    idea.hidden idea.redirected idea.removed idea.taken_back moderation.asked_again
    moderation.redacted moderation.redaction_regretted referral.resident_asked
    report.acknowledged report.settled progress.declined progress.hidden
    progress.redirected progress.removed progress.taken_back together.asked
    together.offered
"""


@pytest.mark.parametrize("verb", TOLD, ids=lambda verb: verb.key)
def test_each_reason_of_a_verb_is_registered_and_leads_to_a_subject(verb):
    given = reasons_of(verb)

    assert given
    assert given <= set(reasons.codes())
    known = {subject.key for subject in subjects.all_subjects()}
    assert {subject_of(Recipient(reason=code), verb) for code in given} <= known


def test_each_verb_is_about_what_the_table_says():
    found = {
        verb.key: {
            subject_of(Recipient(reason=code), verb) for code in reasons_of(verb)
        }
        for verb in TOLD
    }

    assert found == SUBJECTS


def test_what_cannot_wait_is_what_the_table_says():
    urgent = {verb.key for verb in registry.all_verbs() if verb.cannot_wait}

    assert urgent == set(CANNOT_WAIT.split())


def test_what_cannot_wait_is_told_to_those_it_concerns_alone():
    """A crowd of followers must not get at once what was to reach one author.

    News of the pool reach only who keeps an offer and who books it.
    """
    concerned = [SUBJECTS[key] for key in CANNOT_WAIT.split()]

    assert [each for each in concerned if each not in ({"own"}, {"pool"})] == []


@pytest.mark.parametrize("code", reasons.codes())
def test_each_reason_has_a_sentence_and_short_words(code):
    reason = reasons.of(code)

    assert str(reason.words).startswith("Sie bekommen diese Mail")
    assert 0 < len(str(reason.short)) <= 40
    assert reason.subject in {subject.key for subject in subjects.all_subjects()}


def test_no_reason_is_given_that_nobody_registered():
    nameless = {where for code, where in given_by_name() if code not in reasons.codes()}

    assert nameless == set()
    assert followed_reasons() <= set(reasons.codes())


def test_work_is_told_to_staff_as_work():
    work = {code for code in reasons.codes() if reasons.of(code).is_work}

    assert {reasons.of(code).subject for code in work} == {subjects.WORK}
    assert reasons.of("substitute").subject == subjects.WORK


def test_each_subject_has_a_default_that_a_mailbox_bears():
    """At once is what concerns somebody; what a crowd says is gathered or hourly."""
    at_once = {
        subject.key
        for subject in subjects.all_subjects()
        if subject.default == Pace.AT_ONCE
    }

    assert at_once == {"own", "conversation", "work", "coordinating", "pool"}
    assert subjects.get(subjects.CONVERSATION).is_hourly


def test_the_decision_names_each_verb():
    text = DECISION.read_text()

    assert [verb.key for verb in TOLD if f"`{verb.key}`" not in text] == []
