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
    complaint.upheld idea.changes_requested idea.declined idea.hidden idea.joined
    idea.parted idea.redirected idea.removed idea.restored idea.taken_back
    idea.supported idea.unmerged_to_desk moderation.asked_again moderation.redacted
    moderation.redaction_regretted referral.resident_asked report.acknowledged
    report.settled
"""
OF_ONES_OWN_AND_WHAT_ONE_FOLLOWS = """
    addendum.published deferral.put_off idea.merged idea.referred idea.reopened
    idea.unmerged notice.sent promise.given_up promise.kept promise.moved
    reuse.source_renewed
"""
OF_WORK = """
    absence.ended absence.entered clarification.opened complaint.overdue
    complaint.raised moderation.overdue pool.named referral.assigned
    referral.draft_left reuse.waits round.cancelled round.closed round.convened
    round.declined round.meeting_set round.moved round.party_added round.ready
    round.reopened round.stated round.waits
"""
SUBJECTS = {
    **{key: {"own"} for key in OF_ONES_OWN.split()},
    **{key: {"own", "followed"} for key in OF_ONES_OWN_AND_WHAT_ONE_FOLLOWS.split()},
    **{key: {"work"} for key in OF_WORK.split()},
    "idea.published": {"own", "places"},
    # Who follows the answers of an Amt hears of its places and topics: of a stream.
    "answer.published": {"own", "followed", "places"},
    "answer_set.published": {"own", "followed", "places"},
    # What rows of follows hold is replaced: comments on what one follows are "talk".
    "comment.published": {"own", "conversation", "talk", "followed"},
}
CANNOT_WAIT = """
    account.blocked account.unblocked addendum.declined addendum.hidden
    addendum.redirected addendum.removed addendum.taken_back comment.declined
    comment.hidden comment.redirected comment.removed comment.taken_back
    complaint.reversed complaint.upheld idea.changes_requested idea.declined
    idea.hidden idea.redirected idea.removed idea.taken_back moderation.asked_again
    moderation.redacted moderation.redaction_regretted referral.resident_asked
    report.acknowledged report.settled
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
    """A crowd of followers must not get at once what was to reach one author."""
    concerned = [SUBJECTS[key] for key in CANNOT_WAIT.split()]

    assert [each for each in concerned if each != {"own"}] == []


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

    assert at_once == {"own", "conversation", "work"}
    assert subjects.get(subjects.CONVERSATION).is_hourly


def test_the_decision_names_each_verb():
    text = DECISION.read_text()

    assert [verb.key for verb in TOLD if f"`{verb.key}`" not in text] == []
