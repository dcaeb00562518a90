"""Words that are kept for somebody: for nobody else, of nobody else, and not too many."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from commons.drafts import services as drafts
from commons.drafts.models import Draft
from participation.discussion.models import Comment
from tests.clients import ALLAUTH, StrictClient, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.keys import empty_keys
from tests.participation.entering import CANARIES, ENTER, by_call, by_letter, make_house

pytestmark = pytest.mark.django_db
WORDS = "Der Zaun am Anger ist kaputt."


def kept():
    return json.dumps(list(Draft.objects.values_list("content", flat=True)))


def end_session():
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    empty_keys()


@pytest.mark.parametrize("form", (by_letter, by_call))
def test_contact_data_waits_in_no_draft_when_the_session_has_ended(client, form):
    sign_in(client, make_house())
    end_session()

    client.post(ENTER, form())

    assert Draft.objects.exists()
    assert [word for word in CANARIES if word in kept()] == []


def test_contact_data_waits_in_no_draft_of_a_device(client):
    client.post(ENTER, by_letter())

    assert [word for word in CANARIES if word in kept()] == []


@pytest.mark.parametrize(
    "start",
    ("https://evil.example", "//evil.example", "javascript:", "/\\evil.example"),
)
def test_a_draft_leads_nowhere_else(client, start):
    sign_in(client, UserFactory())
    page = reverse("discussion:comment-create", args=["idea", IdeaFactory().pk])

    answer = client.post(
        f"/entwuerfe/comment/sichern/?ziel={start}{page}", {"text": WORDS}
    )
    sent = client.get(f"/entwuerfe/comment/absenden/?ziel={start}{page}")

    assert answer.status_code == 409
    assert "evil" not in sent.headers.get("Location", "")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("is_over", (False, True))
def test_a_session_from_before_a_new_password_gets_no_words_in(client, is_over):
    """Whoever took the cookie cannot slip words under the account."""
    user = UserFactory()
    client.force_login(user, backend=ALLAUTH)
    user.set_password("ein neues langes Passwort")
    user.save()
    if is_over:
        end_session()
    page = reverse("moderation:complaint-create", args=[_decision_of(user).pk])

    client.post(page, {"text": WORDS})

    assert not Draft.objects.filter(owner=user).exists()


def test_nobody_reads_sends_or_deletes_the_draft_of_another(client):
    owner, other = UserFactory(), UserFactory()
    sign_in(client, owner)
    page = reverse("discussion:comment-create", args=["idea", IdeaFactory().pk])
    client.post(f"/entwuerfe/comment/sichern/?ziel={page}", {"text": WORDS})
    draft = Draft.objects.get()

    for browser in (StrictClient(), sign_in(StrictClient(), other)):
        assert browser.get(f"/entwuerfe/{draft.key}/loeschen/").status_code == 404
        assert browser.post(f"/entwuerfe/{draft.key}/loeschen/").status_code == 404
        browser.post("/entwuerfe/alle-loeschen/")
        for path in (
            "/entwuerfe/",
            page,
            f"/entwuerfe/comment/absenden/?ziel={page}",
        ):
            assert WORDS not in browser.get(path, follow=True).content.decode(), path
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_stale_form_that_another_site_sent_is_not_offered_again():
    browser = Client(enforce_csrf_checks=True)
    page = reverse("discussion:comment-create", args=["idea", IdeaFactory().pk])
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = browser.post(page, {"text": WORDS}, headers=headers)
        assert answer.status_code == 403
        assert WORDS not in answer.content.decode()
    ours = browser.post(page, {"text": WORDS}, headers={"Origin": "http://testserver"})
    assert ours.status_code == 403
    assert WORDS in ours.content.decode()
    assert "no-store" in ours.headers["Cache-Control"]


def test_a_password_or_code_is_never_kept_with_the_words(client):
    sign_in(client, UserFactory())
    page = reverse("discussion:comment-create", args=["idea", IdeaFactory().pk])
    drafts.save(
        client.get("/").wsgi_request.visitor,
        form="comment",
        target=page,
        content={"text": WORDS, "password": "geheim", "__proto__": "x", "_sent": {}},
    )

    assert set(Draft.objects.get().content) == {"text"}


def test_deep_and_odd_content_is_refused_in_words(client):
    sign_in(client, UserFactory())
    page = reverse("discussion:comment-create", args=["idea", IdeaFactory().pk])
    address = f"/entwuerfe/comment/sichern/?ziel={page}"
    for body in (
        "[" * 100_000,
        '{"text": ' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"text": NaN}',
        '{"text": 1e999}',
        '{"text": "\\u0000\\ud800"}',
        '{"text": {"a": "b"}}',
        json.dumps({"text": "x" * 100_000}),
        '{"text": 1}',
        b"\xff\xfe",
    ):
        answer = client.post(address, body, content_type="application/json")
        assert answer.status_code in {200, 400, 409}, body[:30]
        assert client.get(page).status_code == 200
        assert client.get("/entwuerfe/").status_code == 200


def test_the_same_page_sent_by_somebody_else_is_not_led_where_the_first_went():
    idea, once = IdeaFactory(), "11111111-2222-3333-4444-555555555555"
    page = reverse("discussion:comment-create", args=["idea", idea.pk])
    form = {"text": WORDS, "key": once, "einmal": once}
    first = sign_in(StrictClient(), IdeaFactory().author)
    other = sign_in(StrictClient(), IdeaFactory().author)

    assert [first.post(page, form).status_code for _ in range(2)] == [302, 302]
    assert other.post(page, form).status_code == 422
    assert Comment.objects.count() == 1


def test_drafts_of_one_person_have_an_end(client, monkeypatch):
    monkeypatch.setattr("commons.drafts.services.drafts.MOST_DRAFTS", 3)
    owner, other = visitor_for(UserFactory()), visitor_for(UserFactory())
    for visitor in (other, owner):
        for pk in range(1, 7):
            page = reverse("discussion:comment-create", args=["idea", pk])
            drafts.save(visitor, form="comment", target=page, content={"text": WORDS})

    for visitor in (other, owner):
        targets = Draft.objects.of(visitor).order_by("pk").values_list("target")
        assert [target for (target,) in targets] == [
            f"/diskussion/schreiben/idea/{pk}/" for pk in (4, 5, 6)
        ]


def _decision_of(user):
    idea = IdeaFactory(author=user, publication="declined")
    idea.decision.target_id = idea.pk
    idea.decision.save()
    return idea.decision
