"""Without an e-mail address: a reference and a pick-up code, shown once."""

import re
import uuid

import pytest
from django.urls import reverse

from commons.errors import RuleViolation
from commons.notifications.models import Follow
from participation.ideas.models import Idea, Submission
from participation.ideas.services import pickup
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import decide
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import SubmissionFactory
from tests.participation.writing import text_of, typed, written

pytestmark = pytest.mark.django_db
CLAIM = "/ideen/abholen/"
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b")


def handed_in(client, **fields):
    """Hand in without an address; gives the idea and the code on the page."""
    key = written(client)
    response = client.post(reverse("ideas:idea-send-open"), {"key": key, **fields})
    assert response.status_code == 200, response.content.decode()
    return Idea.objects.latest("pk"), CODE.search(text_of(response))[0]


def show(client, idea, code):
    return client.post(CLAIM, {"number": idea.number, "code": code})


def test_number_and_code_are_shown_and_only_the_hash_is_kept(client):
    key = written(client)

    response = client.post(reverse("ideas:idea-send-open"), {"key": key})

    idea = Idea.objects.get()
    page = text_of(response)
    code = CODE.search(page)[0]
    assert (idea.author, idea.publication) == (None, "submitted")
    assert idea.number in page
    assert "Wir zeigen den Code nur dieses eine Mal." in page
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert bytes(Submission.objects.get().claim_hash) == pickup.hash_of(code)


def test_a_double_click_shows_the_same_code_for_one_idea(client):
    key = written(client)
    address = reverse("ideas:idea-send-open")

    codes = [
        CODE.search(text_of(client.post(address, {"key": key})))[0] for _ in range(3)
    ]

    assert len(set(codes)) == 1
    assert Idea.objects.count() == 1


def test_the_codes_of_two_ideas_have_nothing_in_common():
    codes = {pickup.code_for(uuid.uuid4()) for _ in range(500)}

    assert len(codes) == 500
    assert {len(code) for code in codes} == {14}
    assert not set("".join(codes)) & set("01IOL")


@pytest.mark.parametrize("write", (str.lower, lambda code: code.replace("-", " ")))
def test_the_code_shows_how_it_stands_however_it_is_written(client, write):
    idea, code = handed_in(client)

    response = show(client, idea, write(code))

    page = text_of(client.get(response.url))
    assert response.url == reverse("ideas:idea-claimed", args=[idea.number])
    assert "wird geprüft" in page
    assert idea.title in page


@pytest.mark.parametrize(
    ("number", "code"),
    (
        ("2026-99999", None),
        (None, "AAAA-BBBB-CCCC"),
        ("26-1", None),
        (None, ""),
        (None, "<script>"),
    ),
)
def test_what_does_not_fit_opens_nothing(client, number, code):
    idea, right = handed_in(client)
    typed_in = {
        "number": number or idea.number,
        "code": right if code is None else code,
    }

    response = client.post(CLAIM, typed_in)
    page = client.get(reverse("ideas:idea-claimed", args=[idea.number]))

    assert (response.status_code, page.status_code) == (422, 404)


def test_guessing_ends_after_twenty_tries(client):
    idea, code = handed_in(client)
    for _ in range(20):
        show(client, idea, "AAAA-BBBB-CCCC")

    response = show(client, idea, code)

    assert "zu viele Versuche" in text_of(response)


def test_a_code_outlives_a_change_of_the_secret_key(client, settings):
    idea, code = handed_in(client)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-at-least-fifty-characters-for-the-test"

    assert show(client, idea, code).status_code == 302


def test_another_session_needs_the_code_again(client):
    idea, code = handed_in(client)
    address = show(client, idea, code).url
    client.cookies.clear()

    assert client.get(address).status_code == 404


def test_taking_over_makes_one_the_author_and_ends_the_code(client, sign_in):
    idea, code = handed_in(client)
    show(client, idea, code)
    user = UserFactory()
    sign_in(client, user)

    client.post(reverse("ideas:idea-take-over", args=[idea.number]))

    idea.refresh_from_db()
    mine = text_of(client.get(reverse("ideas:idea-mine")))
    assert (idea.author, idea.submission.claim_hash) == (user, None)
    assert Follow.objects.get(user=user).reason == "author"
    assert QueueItem.objects.get().author == user
    assert "Die Idee gehört jetzt zu Ihrem Konto." in mine
    assert show(client, idea, code).status_code == 422


def test_nobody_takes_over_without_the_code(client, sign_in):
    idea, _code = handed_in(client)
    client.cookies.clear()
    sign_in(client, UserFactory())

    response = client.post(reverse("ideas:idea-take-over", args=[idea.number]))

    idea.refresh_from_db()
    assert (response.status_code, idea.author) == (404, None)


def test_an_idea_is_taken_over_once():
    idea = SubmissionFactory(claim_hash=b"x" * 32).idea
    pickup.take_over(idea, by=UserFactory())

    with pytest.raises(RuleViolation) as refusal:
        pickup.take_over(idea, by=UserFactory())

    assert refusal.value.code == "taken_over"


def test_a_question_of_the_moderation_is_answered_with_the_code(client):
    idea, code = handed_in(client)
    decide(
        QueueItem.objects.get(),
        verdict=Verdict.REQUEST_CHANGES,
        version=1,
        by=make_staff(),
        reason=Reason.UNCLEAR,
        text="An welchem Eingang?",
    )
    page = text_of(client.get(show(client, idea, code).url))
    edit = reverse("ideas:idea-edit", args=[idea.number])

    client.post(edit, typed(text="Am Eingang im Norden.", version="1"))

    idea.refresh_from_db()
    assert "An welchem Eingang?" in page
    assert (idea.version, idea.text) == (2, "Am Eingang im Norden.")
    assert idea.publication == Publication.SUBMITTED


def test_a_filled_honeypot_hands_in_nothing(client):
    key = written(client)

    response = client.post(
        reverse("ideas:idea-send-open"),
        {"key": key, "homepage": "https://spam.example"},
    )

    assert response.status_code == 422
    assert not Idea.objects.exists()


def test_without_script_six_ideas_an_hour_are_taken(client):
    for _ in range(6):
        handed_in(client)
    key = written(client)

    response = client.post(reverse("ideas:idea-send-open"), {"key": key})

    assert response.status_code == 422
    assert Idea.objects.count() == 6
