""" "Hat Ihnen das geholfen?": said once an answer, and a no opens the case once."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.errors import RuleViolation
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.ideas.services import pickup
from participation.referrals.enums import AnswerState, ReferralState
from participation.referrals.models import Answer, Feedback
from participation.referrals.queries import waiting
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services import feedback
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory, SubmissionFactory
from tests.factories.referrals import AnswerFactory, ReferralFactory

pytestmark = pytest.mark.django_db
CODE = "ABCD-EFGH-JKLM"
MISSING = "Die Bank fehlt noch immer."


def make_answer(idea=None, **fields):
    """Published, and the case with it; `fields` are those of the idea."""
    idea = idea or IdeaFactory(**fields)
    Idea.objects.filter(pk=idea.pk).update(
        case=Case.ANSWERED, outcome=Outcome.DONE, answered_at=timezone.now()
    )
    idea.refresh_from_db()
    return AnswerFactory(idea=idea, state=AnswerState.PUBLISHED, outcome=Outcome.DONE)


def address_of(answer):
    return reverse("referrals:feedback-create", args=[answer.idea.number])


def said(client, answer, helped, text=""):
    return client.post(address_of(answer), {"helped": helped, "text": text})


def test_a_yes_is_kept_and_changes_nothing_else(client, sign_in):
    answer = make_answer()
    sign_in(client, answer.idea.author)

    response = said(client, answer, "ja")

    assert response.status_code == 302
    row = Feedback.objects.get()
    assert (row.has_helped, row.text, row.has_reopened) == (True, "", False)
    assert row.given_by == answer.idea.author
    assert Idea.objects.get().case == Case.ANSWERED
    assert "Danke für Ihre Rückmeldung" in client.get(address_of(answer)).text


def test_a_no_takes_the_case_up_again_with_a_next_date(client, sign_in):
    answer = make_answer()
    sign_in(client, answer.idea.author)

    said(client, answer, "nein", MISSING)

    idea = Idea.objects.get()
    assert idea.case == Case.REOPENED
    assert idea.next_on == due_after(berlin_today(), DESK_WORKING_DAYS).day
    assert Feedback.objects.get().has_reopened


def test_a_no_without_a_word_is_asked_for_one_and_keeps_the_form(client, sign_in):
    answer = make_answer()
    sign_in(client, answer.idea.author)

    response = said(client, answer, "nein", "  ")

    assert response.status_code == 422
    assert "Bitte schreiben Sie uns, was fehlt." in response.text
    assert not Feedback.objects.exists()


def test_a_second_no_is_read_and_opens_nothing():
    answer = make_answer()
    author = answer.idea.author
    feedback.give(answer, has_helped=False, text=MISSING, by=author)
    Answer.objects.filter(pk=answer.pk).update(published_at=timezone.now())
    newer = make_answer(answer.idea)

    again = feedback.give(newer, has_helped=False, text=MISSING, by=author)

    assert not again.has_reopened
    assert Idea.objects.get().case == Case.ANSWERED


def test_nobody_says_it_twice_or_of_an_answer_from_before():
    answer = make_answer()
    author = answer.idea.author
    newer = make_answer(answer.idea)
    feedback.give(newer, has_helped=True, text="", by=author)

    with pytest.raises(RuleViolation) as said_already:
        feedback.give(newer, has_helped=False, text=MISSING, by=author)
    with pytest.raises(RuleViolation) as outdated:
        feedback.give(answer, has_helped=True, text="", by=author)

    assert said_already.value.code == "said"
    assert outdated.value.code == "outdated"


def test_while_the_case_is_open_there_is_nothing_to_say():
    answer = make_answer()
    Idea.objects.update(case=Case.REFERRED, next_on=berlin_today())

    with pytest.raises(RuleViolation) as refused:
        feedback.give(answer, has_helped=True, text="", by=answer.idea.author)

    assert refused.value.code == "outdated"


def test_the_database_holds_that_a_case_is_opened_once():
    answer = make_answer()
    newer = make_answer(answer.idea)
    words = {
        "idea": answer.idea,
        "has_helped": False,
        "text": MISSING,
        "has_reopened": True,
        "given_at": timezone.now(),
    }
    Feedback.objects.create(answer=answer, **words)

    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(answer=newer, **words)


@pytest.mark.parametrize("who", ("stranger", "staff"))
def test_it_is_the_authors_alone(client, sign_in, who):
    answer = make_answer()
    sign_in(client, UserFactory() if who == "stranger" else make_staff())

    assert client.get(address_of(answer)).status_code == 404
    assert said(client, answer, "nein", MISSING).status_code == 404
    assert not Feedback.objects.exists()


def test_nobody_in_particular_is_asked_to_sign_in_first(client):
    answer = make_answer()

    response = client.get(address_of(answer))

    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_whoever_holds_the_code_says_it_without_an_account(client):
    answer = make_answer(author=None)
    SubmissionFactory(idea=answer.idea, claim_hash=pickup.hash_of(CODE))
    client.post(
        reverse("ideas:idea-claim"), {"number": answer.idea.number, "code": CODE}
    )

    page = client.get(reverse("ideas:idea-claimed", args=[answer.idea.number]))
    response = said(client, answer, "nein", MISSING)

    assert "Hat Ihnen die Antwort geholfen?" in page.text
    assert response.status_code == 302
    assert Feedback.objects.get().given_by is None
    assert Idea.objects.get().case == Case.REOPENED


def test_the_author_is_asked_on_the_page_of_the_idea_and_nobody_else(client, sign_in):
    answer = make_answer()
    address, question = answer.idea.get_absolute_url(), "Rückmeldung geben"

    assert question not in client.get(address).text
    sign_in(client, answer.idea.author)
    assert question in client.get(address).text
    said(client, answer, "ja")
    assert question not in client.get(address).text


def test_the_desk_reads_why_it_did_not_help(client, sign_in):
    answer = make_answer()
    feedback.give(answer, has_helped=False, text=MISSING, by=answer.idea.author)
    sign_in(client, make_staff())

    page = client.get(answer.idea.get_absolute_url())

    assert "Die Antwort hat nicht geholfen" in page.text
    assert MISSING in page.text


def test_case_taken_up_again_waits_at_the_desk_whatever_a_lead_gave_back():
    answer = make_answer()
    ReferralFactory(idea=answer.idea, state=ReferralState.RETURNED)
    feedback.give(answer, has_helped=False, text=MISSING, by=answer.idea.author)

    rows = waiting.undecided(visitor_for(make_staff()))

    assert [row.title for row in rows] == [answer.idea.title]
