"""Every page that residents open, in each language: no German of ours is left."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation

from neighbourhood.newsletters.models import Newsletter
from tests.clients import sign_in
from tests.config.translated import eyebrows, german_on, said_on, untranslated
from tests.e2e import world as worlds

pytestmark = pytest.mark.django_db
LOCALES = {"en": "en", "de-ls": "de_LS"}
WINGS = ("commons", "events", "neighbourhood", "participation")
# Pages of the demo and for departments, which work in German.
IN_GERMAN = {"link", "demo", "postfach"}
# What scripts put into a page while somebody writes or looks at the map.
TYPED = (
    ("idea-guide", {"title": "Die Laterne ist kaputt"}),
    ("idea-guide", {"title": "Hier brennt es gerade"}),
    ("idea-guide", {"title": "Widerspruch gegen den Bescheid"}),
    ("idea-guide", {"title": "Mehr Busse der BVG"}),
    ("idea-guide", {"text": "Rufen Sie mich an: 030 1234567"}),
    ("idea-alike", {"title": "Bänke am Anger", "text": "Am Anger fehlen Bänke."}),
)
BERLIN = {"west": 13, "south": 52, "east": 14, "north": 53, "zoom": 9}
PARTS = {
    "ort": ("ideas:idea-place", {"place_kind": "point", "lat": "48", "lon": "11"}),
    "ausschnitt": ("ideas:idea-map-part", BERLIN),
}
MARKUP = re.compile(r"\*\*|(?<!\S)[->#]+ ")
SHORT = 12
# Names, and words that stand in a draft, in an earlier version or in a passage.
OURS_IN_GERMAN = {
    *("Bindeglied", "Leichte Sprache", "Rufen Sie mich an:"),
    *("Das wünschen sich hier viele", "“Bänke”", "Schule"),
}
# Results quote from the middle of what people wrote.
PASSAGES = {"suche-treffer"}


@pytest.fixture(autouse=True)
def _german_again():
    """A request leaves its language behind in the thread."""
    yield
    translation.deactivate()


def written_by_people():
    """Every text of the database; what editors and residents wrote is none of ours."""
    return {
        text
        for model in apps.get_models()
        if model.__module__.startswith(WINGS)
        for text in _texts_of(model)
    }


def _texts_of(model):
    fields = [
        field
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
    ]
    names = [field.name for field in fields]
    for row in model.objects.values_list(*names) if names else ():
        for value in row:
            yield from _strings(value)


def _strings(value):
    """Words in a column, or anywhere in a version that is kept as JSON."""
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        for each in inside:
            yield from (text for text in _strings(each) if len(text) > SHORT)
    elif value and isinstance(value, str):
        yield value


def titles_of_newsletters():
    """One is called as a message begins until somebody calls it otherwise."""
    return {
        f"{issue.title} · {issue.region.name} · Bindeglied {settings.DISTRICT_NAME}"
        for issue in Newsletter.objects.select_related("region")
    }


def answers(client, pages):
    for name, path in pages.items():
        yield name, client.get(path, follow=True)


def asked_while_typing(client):
    for name, typed in TYPED:
        yield f"{name} {typed}", client.post(reverse(f"ideas:{name}"), typed)


def left_on(answered, language):
    """The German that each page says; a page that does not answer fails."""
    texts, left = written_by_people() | eyebrows() | OURS_IN_GERMAN, {}
    texts |= titles_of_newsletters()
    flowing = _plain(" ".join(texts))
    for name, response in answered:
        assert response.status_code == 200, name
        page = response.content.decode()
        theirs = {text for text in said_on(page) if _plain(text) in flowing}
        names = texts | {text for text in theirs if len(text) > SHORT}
        words = untranslated(page, LOCALES[language], names)
        if language == "en" and name not in PASSAGES:
            words |= set(german_on(page, texts | theirs))
        if words:
            left[name] = words
    return left


def _plain(text):
    return " ".join(MARKUP.sub("", text).split()).strip(' …„“".')


@pytest.mark.parametrize("language", tuple(LOCALES))
def test_no_german_is_left_on_the_pages_of_residents(client, language):
    world = worlds.build()
    public = world.pages["anonymous"] | {
        name: reverse(url, query=query) for name, (url, query) in PARTS.items()
    }
    public = {name: public[name] for name in public.keys() - IN_GERMAN}
    client.post(reverse("design:language"), {"language": language, "next": "/"})

    left = left_on(answers(client, public), language)
    left |= left_on(asked_while_typing(client), language)
    sign_in(client, world.people["resident"])
    left |= left_on(answers(client, world.pages["resident"]), language)

    assert left == {}
