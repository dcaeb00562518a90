"""What people wrote is put into our words and stays words, whatever it is."""

import pytest
from django.template import Context, Template
from django.utils.html import urlize

from commons.delivery import mails
from participation.moderation import placeholders
from participation.moderation.placeholders import PLACEHOLDERS, fill, harmless
from participation.moderation.queries import text_modules
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import TextModuleFactory

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{name} {titel} {link}",
    "{{ settings.SECRET_KEY }} {% load static %}",
    "%(words)s %s %d",
    "Betreff\r\nBcc: alle@example.org\r\n\r\nText",
    "http://evil.example/login",
    "https://1.2.3.4/x",
    "www.evil.example",
    "evil.com/gewinn",
    "evil.org",
    "HTTPS://EVIL.NET",
    "javascript:alert(1)",
    "mailto:boese@evil.com",
    "boese@evil.com",
    "boese@[1.2.3.4]",
    "www\uff0eevil\u3002com",
    "http\uff1a//evil\uff61com",
    "ev\u200bil.com ww\u200bw.evil.com",
    "\u202egro.live",
    "[Klick](http://evil.example)",
    "x" * 5_000,
    "Zeile eins\u2028Zeile zwei\x00\x1b[31m",
    "{" * 500,
)


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_no_value_brings_lines_places_markup_or_links(value):
    text = fill("Danke für „{titel}“.", {"titel": value, "name": "Kein Name"})

    html = Template("{{ text|urlize|linebreaks }}").render(Context({"text": text}))
    assert len(text) < placeholders.LONGEST_VALUE + 40
    assert not set(text) & set("\r\n\x00\x1b\u202e\u200b\u2028{}")
    assert "<a" not in urlize(text, autoescape=True)
    assert "<script" not in html
    assert "<img" not in html
    assert "Kein Name" not in text


@pytest.mark.parametrize(
    ("value", "kept"),
    (
        ("Mehr Bänke am Anger", "Mehr Bänke am Anger"),
        ("Tempo 30 von 7:30 bis 16:00 Uhr", "Tempo 30 von 7:30 bis 16:00 Uhr"),
        ("Version 2.0 der Idee", "Version 2.0 der Idee"),
        ("Mehr für Nachbar:innen im Kiez", "Mehr für Nachbar:innen im Kiez"),
        ("Grün statt Grau: z. B. Bäume", "Grün statt Grau: z. B. Bäume"),
        ("Müller & Söhne < 5 m", "Müller & Söhne < 5 m"),
        ("Größe ½ – „schön“", "Größe ½ – „schön“"),
    ),
)
def test_ordinary_words_stay_as_they_are(value, kept):
    assert harmless(value) == kept


def test_our_own_addresses_may_be_clicked():
    text = fill("Hier: {link}", {"link": "https://bezirk.example/ideen/1/"})

    assert '<a href="https://bezirk.example/ideen/1/"' in urlize(text)


def test_an_empty_value_takes_its_blank_along():
    assert fill("Guten Tag {name},", {"name": ""}) == "Guten Tag,"


def test_what_nobody_can_fill_is_named():
    text = "Hallo {name}, {vorname} {titel.__class__} {0} {name!r} {vorname}"

    assert placeholders.unknown_in(text) == [
        "vorname",
        "titel.__class__",
        "0",
        "name!r",
    ]


@pytest.mark.parametrize("text", ("{name", "name}", "{{name}}", "{na\nme}"))
def test_a_lone_brace_is_noticed(text):
    assert placeholders.has_stray_brace(text)


@pytest.mark.django_db
def test_every_place_can_be_filled_for_a_contribution_and_in_the_example():
    idea = IdeaFactory(author=UserFactory(display_name="Nachbarin"))

    values = text_modules.values_of(idea)

    assert set(values) == set(PLACEHOLDERS)
    words = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    assert "{" not in text_modules.example(words, "de")


@pytest.mark.django_db
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_author_gets_nothing_into_the_mail(value):
    author = UserFactory(display_name=value[:60].replace("\x00", ""))
    idea = IdeaFactory(title=value[:120].replace("\x00", ""), author=author)
    module = TextModuleFactory(text="Guten Tag {name},\n\ndanke für „{titel}“.")

    words = text_modules.filled(module, idea)
    mail = mails.compose(
        "notification",
        {"told": {"line": "Zeile", "text": words}, "reason": "", "stop_url": "/x"},
        subject="Betreff",
        language="de",
    )

    body = mail.html.split('class="body"')[1].split('class="foot"')[0]
    assert "<a" not in body
    assert "<script" not in body
    assert words.count("\n\n") == 1
