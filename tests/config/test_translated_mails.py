"""Mails that gather, in each language: no German of ours is left around the news."""

import pytest
from django.conf import settings
from django.utils import translation

from neighbourhood.newsletters.models import Newsletter
from neighbourhood.regions.models import PlanningArea, Region
from participation.ideas.models import Idea
from tests.config.translated import eyebrows, german_on, untranslated
from tests.mails import made

pytestmark = pytest.mark.django_db
LOCALES = {"en": "en", "de-ls": "de_LS"}
GATHERED = ("digest", "newsletter", "newsletter_correction", "newsletters.confirm")


@pytest.fixture(autouse=True)
def _german_again():
    yield
    translation.deactivate()


def names():
    """What ideas, Rundbriefe and places are called stays as it is."""
    models = {
        Region: "name",
        PlanningArea: "name",
        Idea: "title",
        Newsletter: "title",
    }
    told = {
        name
        for model, field in models.items()
        for name in model.objects.values_list(field, flat=True)
    }
    return told | eyebrows() | {"Bindeglied", settings.DISTRICT_NAME}


@pytest.mark.parametrize("key", GATHERED)
def test_no_german_is_left_in_mails_that_gather(key):
    mails = [mail for mail in made.of_renderer(key) if mail.language in LOCALES]
    texts, left = names(), {}
    for mail in mails:
        words = untranslated(mail.html, LOCALES[mail.language], texts)
        if mail.language == "en":
            words |= set(german_on(mail.html, texts))
        if words:
            left[mail.name] = words

    assert {mail.language for mail in mails} == set(LOCALES)
    assert left == {}
