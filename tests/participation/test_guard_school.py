"""A school behind one address hands in; a flooding device is slowed; no word is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from commons.accounts.enums import Language
from commons.drafts.models import Draft
from participation.ideas.models import Idea
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.participation.writing import CREATE, SEND, typed, written

pytestmark = pytest.mark.django_db
OPEN = "/ideen/neu/ohne-mail/"
PUPILS = 300


def hand_in(client):
    """As somebody without a script does it: write, look, hand in without an address."""
    key = written(client)
    page = client.get(SEND)
    return client.post(OPEN, {"key": key, **hidden_fields(page)})


def hidden_fields(page):
    form = page.context["open_form"]
    return {form.begun_name: form.begun, form.again_name: form.again}


def test_300_pupils_behind_one_address_hand_in_within_an_hour():
    answers = [hand_in(Client()).status_code for _ in range(PUPILS)]

    assert answers == [200] * PUPILS
    assert Idea.objects.count() == PUPILS


def test_one_device_that_floods_is_slowed_while_the_school_goes_on():
    flooder = Client()
    answers = [hand_in(flooder).status_code for _ in range(12)]

    assert answers == [200] * 6 + [422] * 6
    assert hand_in(Client()).status_code == 200


def test_the_question_for_one_more_click_keeps_every_word(settings):
    settings.SECONDS_TO_FILL = 3600
    client = Client()

    response = hand_in(client)

    assert response.status_code == 422
    assert "drücken Sie den Knopf dann noch einmal" in response.content.decode()
    assert typed()["title"] in response.content.decode()
    assert Draft.objects.get(form="idea").content["text"] == typed()["text"]
    assert not Idea.objects.exists()


def test_a_report_that_is_asked_about_keeps_its_words(settings):
    idea = IdeaFactory()
    settings.SECONDS_TO_FILL = 3600
    words = "Das beleidigt die Leute aus dem Haus nebenan."
    address = reverse("moderation:report-create", args=["idea", idea.pk])

    response = Client().post(address, {"reason": "insult", "text": words})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Draft.objects.get(form="report").content["text"] == words


def test_signing_up_is_guarded_like_the_rest(settings):
    settings.SECONDS_TO_FILL = 3600
    client = Client()

    page = client.get(reverse("account_signup")).content.decode()
    response = client.post(
        reverse("account_signup"),
        {"email": "neu@example.org", "password1": "ein-langes-Passwort-42"},
    )

    assert 'name="homepage"' in page
    assert "<altcha-solver" in page
    assert "drücken Sie den Knopf dann noch einmal" in response.content.decode()


@pytest.mark.parametrize("language", (Language.GERMAN, Language.ENGLISH))
def test_somebody_signed_in_is_never_asked(settings, language):
    settings.SECONDS_TO_FILL = 3600
    client = Client()
    client.force_login(UserFactory(language=language))

    response = client.post(CREATE, typed())

    assert response.status_code == 302
    assert Idea.objects.count() == 1
