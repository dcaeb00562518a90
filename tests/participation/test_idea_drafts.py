"""Drafts of ideas: on the device, over an expired session, into the account."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from commons.drafts.models import Draft
from participation.ideas.models import Idea
from participation.moderation.models import QueueItem
from tests.clients import StrictClient, sign_in as sign_in_client
from tests.factories.accounts import UserFactory
from tests.participation.writing import (
    CREATE,
    SEND,
    text_of,
    typed,
    written,
)

SAVE = "/entwuerfe/idea/sichern/"
PASSWORD = "Bank am Anger, 1884"


def make_author():
    author = UserFactory()
    author.set_password(PASSWORD)
    author.save()
    return author


def sign_in_by_form(client, user):
    """As people do: only then the device's cookie is there when the session begins."""
    fields = {"login": user.email, "password": PASSWORD}
    response = client.post(reverse("account_login"), fields)
    assert response.status_code == 302


@pytest.mark.django_db
def test_what_is_typed_comes_back_after_the_browser_was_closed(client):
    client.post(SAVE, typed(title="Nur ein halber Sa"))
    device = client.cookies["device"].value
    client.cookies.clear()
    client.cookies["device"] = device

    page = client.get(CREATE)

    assert 'value="Nur ein halber Sa"' in page.content.decode()
    assert "ist wieder da" in text_of(page)


@pytest.mark.django_db
def test_the_draft_s_key_goes_on_with_it(client):
    fields = typed()
    client.post(SAVE, fields)

    page = client.get(CREATE)

    assert page.context["form"]["key"].value() == fields["key"]


@pytest.mark.django_db
def test_another_device_sees_nothing_of_it(client):
    written(client)
    client.cookies.clear()

    page = client.get(CREATE)

    assert "Mehr Bänke" not in page.content.decode().split("<form")[1]


@pytest.mark.django_db
def test_a_discarded_draft_is_gone(client):
    written(client)

    client.post(reverse("ideas:idea-discard"))

    assert not Draft.objects.exists()
    assert "ist wieder da" not in text_of(client.get(CREATE))


@pytest.mark.django_db
def test_nothing_is_lost_when_the_session_expired_while_writing(client):
    author = make_author()
    sign_in_by_form(client, author)
    client.get(CREATE)
    client.cookies.pop("session")
    fields = typed()

    response = client.post(CREATE, fields)
    choice = text_of(client.get(response.url))
    sign_in_by_form(client, author)
    page = client.get(SEND)
    client.post(SEND, {"key": fields["key"]})

    assert response.url == SEND
    assert "Sie haben schon ein Konto? Anmelden" in choice
    assert "Mehr Bänke am Anger" in text_of(page)
    assert Idea.objects.get().author == author


@pytest.mark.django_db
def test_a_device_s_draft_goes_on_in_the_account(client):
    written(client)
    user = make_author()

    sign_in_by_form(client, user)

    draft = Draft.objects.get()
    assert (draft.owner, draft.device_hash) == (user, None)
    page = client.get(CREATE).content.decode()
    assert 'value="Mehr Bänke am Anger"' in page


@pytest.mark.django_db
def test_a_draft_that_is_not_complete_is_not_handed_in(client, sign_in):
    sign_in(client, UserFactory())
    fields = typed(text="")
    client.post(SAVE, fields)

    response = client.post(SEND, {"key": fields["key"]})

    assert response.url == reverse("ideas:idea-create")
    assert not Idea.objects.exists()


@pytest.mark.django_db
def test_an_anonymous_post_to_the_last_step_shows_the_choice(client):
    key = written(client)

    response = client.post(SEND, {"key": key})

    assert response.status_code == 200
    assert not Idea.objects.exists()


@pytest.mark.django_db
def test_a_text_too_long_for_a_draft_stays_on_the_page(client):
    long = "Straße " * 20_000

    response = client.post(CREATE, typed(text=long))

    assert response.status_code == 422
    assert "zu lang" in text_of(response)
    assert long.strip() in response.content.decode()


class TestAtOnce:
    """Real requests in threads, in a database of their own."""

    @pytest.fixture(autouse=True)
    def _blocker(self, own_database, django_db_blocker):
        with django_db_blocker.unblock():
            yield
            connection.close()

    def test_eight_impatient_clicks_make_one_idea(self):
        client, author, fields = StrictClient(), UserFactory(), typed()
        sign_in_client(client, author)

        def click(_):
            same = StrictClient()
            same.cookies = client.cookies
            try:
                return same.post(CREATE, fields).url
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            answers = set(threads.map(click, range(8)))

        idea = Idea.objects.get(author=author)
        assert answers == {reverse("ideas:idea-submitted", args=[idea.number])}
        assert QueueItem.objects.filter(target_id=idea.pk).count() == 1

    def test_five_clicks_without_an_address_show_one_code(self):
        client = StrictClient()
        key = written(client)
        before = Idea.objects.count()

        def click(_):
            same = StrictClient()
            same.cookies = client.cookies
            try:
                page = same.post(reverse("ideas:idea-send-open"), {"key": key})
                return page.context["code"]
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            answers = set(threads.map(click, range(5)))

        assert len(answers) == 1
        assert Idea.objects.count() == before + 1
