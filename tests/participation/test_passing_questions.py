"""An Amt's question goes to the person behind the idea, and the reply comes back."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.verbs import registry
from commons.verbs.models import Happening
from neighbourhood.deadlines.services import due_after
from participation.ideas.services import pickup
from participation.referrals.enums import ReferralRole, ReferralState
from participation.referrals.models import Question, ResidentQuestion
from participation.referrals.queries.waiting import questions as waiting
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services import ladder, passing, questions, responding
from participation.referrals.services.recalling import recall
from tests.clients import sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory, SubmissionFactory
from tests.factories.referrals import QuestionFactory, ReferralFactory

pytestmark = pytest.mark.django_db

CODE = "ABCD-EFGH-JKMN"
PASS_ON, REPLY = "referrals:question-pass-on", "referrals:resident-reply"


@pytest.fixture
def moderator():
    return make_staff()


def asked(**idea):
    """A question that an Amt asked on an idea."""
    referral = ReferralFactory(
        state=ReferralState.QUESTION,
        idea=IdeaFactory(case="question", **idea),
    )
    return QuestionFactory(referral=referral)


def passed_on(moderator, **idea):
    return passing.pass_on(asked(**idea), text="Welche Seite?", by=moderator)


def reply_url(passed):
    return passed.get_absolute_url()


def told():
    """What the person reads, by way of the verb."""
    happening = Happening.objects.get(verb="referral.resident_asked")
    verb = registry.get("referral.resident_asked")
    target = ResidentQuestion.objects.get().question.referral
    return [
        (who, verb.tell(target, happening.params, who))
        for who in verb.audience(target, happening.params)
    ]


def test_page_passes_the_question_on_in_the_spks_words(moderator, client):
    question = asked()
    sign_in(client, moderator)
    url = reverse(PASS_ON, args=[question.pk])

    page = client.get(url).content.decode()
    client.post(url, {"text": "Welche Seite des Platzes meinen Sie?"})

    assert question.text in page
    passed = ResidentQuestion.objects.get()
    assert passed.text == "Welche Seite des Platzes meinen Sie?"
    assert passed.until == due_after(berlin_today(), 10).day
    question.referral.idea.refresh_from_db()
    assert question.referral.idea.next_on == passed.until


def test_author_is_told_and_led_to_the_page(moderator):
    author = UserFactory()
    passed = passed_on(moderator, author=author)

    ((who, words),) = told()

    assert who.user_id == author.pk
    assert passed.text in str(words.text)
    assert words.url == reply_url(passed)


def test_nothing_is_told_once_nobody_waits(moderator):
    passed = passed_on(moderator)
    recall(passed.question.referral, by=moderator)

    ((_who, words),) = told()

    assert words is None


def test_question_is_passed_on_once(moderator):
    passed = passed_on(moderator)

    with pytest.raises(RuleViolation) as refusal:
        passing.pass_on(passed.question, text="Noch einmal", by=moderator)

    assert refusal.value.code == "passed_on_already"


def test_settled_question_is_not_passed_on(moderator):
    question = asked()
    questions.answer_question(question, text="Nord.", by=moderator)

    with pytest.raises(RuleViolation) as refusal:
        passing.pass_on(question, text="Wo?", by=moderator)

    assert refusal.value.code == "question_settled"


def test_while_it_lies_with_the_person_the_desk_has_nothing_to_do(moderator):
    visitor = Visitor(user=moderator)
    passed = passed_on(moderator)
    before = list(waiting(visitor))

    passing.reply(passed, text="Die Nordseite.", by=None)

    assert before == []
    assert [item.title for item in waiting(visitor)] == [
        passed.question.referral.idea.title
    ]


def test_author_replies_and_the_desk_reads_it(moderator, client):
    author = UserFactory()
    passed = passed_on(moderator, author=author)
    sign_in(client, author)

    page = client.get(reply_url(passed)).content.decode()
    client.post(reply_url(passed), {"text": "Die Nordseite."})

    assert passed.text in page
    passed.refresh_from_db()
    assert (passed.reply, passed.replied_by) == ("Die Nordseite.", author)
    sign_in(client, moderator)
    shown = client.get(passed.question.referral.get_absolute_url()).content.decode()
    assert "Die Nordseite." in shown


def test_idea_shows_the_question_to_its_author_alone(moderator, client):
    author = UserFactory()
    passed = passed_on(moderator, author=author)
    address = passed.question.referral.idea.get_absolute_url()
    shown = []
    for user in (author, UserFactory(), None):
        client.logout()
        if user:
            sign_in(client, user)
        shown.append(passed.text in client.get(address).content.decode())

    assert shown == [True, False, False]


def test_author_sees_what_a_consulted_amt_asks_after_the_lead_gave_it_back(
    moderator, client
):
    idea = IdeaFactory(case="open", author=UserFactory())
    ReferralFactory(idea=idea, state=ReferralState.RETURNED)
    consulted = ReferralFactory(
        idea=idea, state=ReferralState.QUESTION, role=ReferralRole.CONSULTED
    )
    question = QuestionFactory(referral=consulted)
    passed = passing.pass_on(question, text="Welche Seite?", by=moderator)
    sign_in(client, idea.author)

    page = client.get(idea.get_absolute_url()).content.decode()

    assert passed.text in page


def test_holder_of_the_code_replies_without_an_account(moderator, client):
    idea = IdeaFactory(author=None, case="question")
    SubmissionFactory(idea=idea, claim_hash=pickup.hash_of(CODE))
    question = QuestionFactory(
        referral=ReferralFactory(state=ReferralState.QUESTION, idea=idea)
    )
    passed = passing.pass_on(question, text="Welche Seite?", by=moderator)
    client.post(reverse("ideas:idea-claim"), {"number": idea.number, "code": CODE})

    page = client.get(reverse("ideas:idea-claimed", args=[idea.number]))
    client.post(reply_url(passed), {"text": "Die Südseite."})

    assert reply_url(passed) in page.content.decode()
    passed.refresh_from_db()
    assert (passed.reply, passed.replied_by) == ("Die Südseite.", None)


def test_anonymous_goes_to_the_sign_in_before_any_look_up(client):
    for number in ("2025-00001", "9999-99999"):
        response = client.get(reverse(REPLY, args=[number]))

        assert response.status_code == 302
        assert "/login/" in response["Location"] or "anmelden" in response["Location"]


def test_others_find_nothing(moderator, client):
    passed = passed_on(moderator)
    sign_in(client, UserFactory())

    assert client.get(reply_url(passed)).status_code == 404


def test_author_who_was_never_asked_finds_nothing(client):
    author = UserFactory()
    idea = IdeaFactory(author=author)
    sign_in(client, author)

    assert client.get(reverse(REPLY, args=[idea.number])).status_code == 404


@pytest.mark.parametrize("end", ("answered", "recalled", "acknowledged", "silent"))
def test_reply_that_nobody_needs_any_more_is_said_so(end, moderator, client):
    author = UserFactory()
    passed = passed_on(moderator, author=author)
    ends = {
        "answered": lambda: questions.answer_question(
            passed.question, text="Nord.", by=moderator
        ),
        "recalled": lambda: recall(passed.question.referral, by=moderator),
        "acknowledged": lambda: responding.acknowledge(passed.question.referral),
        "silent": lambda: passing.end_silent(passed.until + timedelta(days=1)),
    }
    ends[end]()
    sign_in(client, author)

    page = client.get(reply_url(passed)).content.decode()
    response = client.post(reply_url(passed), {"text": "Zu spät."})

    assert "hat sich erledigt" in page
    assert response.status_code == 422
    assert Draft.objects.filter(form="resident-reply").exists()


def test_last_day_still_counts(moderator):
    passed = passed_on(moderator)

    assert passing.end_silent(passed.until) == 0
    assert passing.end_silent(passed.until + timedelta(days=1)) == 1
    assert passing.end_silent(passed.until + timedelta(days=1)) == 0


def test_daily_run_ends_the_wait_and_the_clock_rests_on(moderator):
    passed = passed_on(moderator)

    with time_machine.travel(passed.until + timedelta(days=1)):
        ladder.remind()

    question = Question.objects.get(pk=passed.question_id)
    assert (question.referral.state, question.referral.is_paused) == ("question", True)
    assert question.answered_at is None


def test_silence_gives_the_resident_another_date_that_lies_ahead(moderator):
    passed = passed_on(moderator)
    day_after = passed.until + timedelta(days=1)

    with time_machine.travel(day_after):
        passing.end_silent(day_after)

    idea = Question.objects.get(pk=passed.question_id).referral.idea
    assert idea.next_on == due_after(day_after, DESK_WORKING_DAYS).day


@pytest.mark.parametrize(
    ("role", "status"),
    ((Role.DATA_EDITOR, 404), (Role.MODERATOR, 200), (None, 404)),
)
def test_only_the_desk_passes_on(role, status, client):
    question = asked()
    sign_in(client, make_staff(role) if role else UserFactory())

    assert client.get(reverse(PASS_ON, args=[question.pk])).status_code == status
