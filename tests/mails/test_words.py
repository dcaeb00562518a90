"""What mails said wrongly, or showed torn, when somebody looked at them all."""

import pytest

from commons.design.templatetags import usertext
from tests.mails import made, samples

pytestmark = pytest.mark.django_db
MARKED = """Das Fest ist **am Samstag**.

- mit [Musik](https://example.org/x)
- ohne *Regen*

> Kommt alle!"""
PLAIN = """Das Fest ist am Samstag.

- mit Musik (https://example.org/x)
- ohne Regen

> Kommt alle!"""


@pytest.mark.parametrize("key", ("idea.published", "idea.referred", "idea.reopened"))
def test_an_idea_without_a_next_day_is_promised_none(key):
    made_of = list(samples.verbs()[key](key))
    for target, _params in made_of:
        target.case, target.next_on = "none", None
        target.save()

    told = [
        notification
        for target, params in made_of
        for notification in made.told(key, target, params)
    ]

    for notification in told:
        mail = made._in_language(key, notification, "de")
        assert "\0" not in mail.text + mail.html
        assert "pätestens am" not in mail.text
        assert "bis zum" not in mail.text


def test_what_ended_without_a_result_does_not_speak_of_one():
    subjects = {mail.rendered.subject for mail in made.of_verb("round.cancelled", "de")}

    assert {subject.split(":")[0] for subject in subjects} == {"Abgesagt"}


def test_a_question_takes_no_colon():
    mails = list(made.of_verb("idea.declined", ("de-ls",)))

    assert [mail.text for mail in mails if "?:" in mail.text] == []


def test_numbers_and_telephones_stay_in_one_piece():
    assert usertext.unbroken("Idee 2026-00042, (030) 23125-110 <b>") == (
        'Idee <span style="white-space:nowrap">2026-00042</span>, '
        '<span style="white-space:nowrap">(030) 23125-110</span> &lt;b&gt;'
    )


def test_a_letter_has_short_links_and_rules_and_nothing_of_what_was_typed():
    html = usertext.letter(f"<b>Da</b>\n\n– – –\n\nhttps://example.org/{'x' * 50}")

    assert html == (
        '<p>&lt;b&gt;Da&lt;/b&gt;</p>\n\n<hr class="rule">\n\n'
        f'<p><a href="https://example.org/{"x" * 50}" rel="nofollow">'
        f"https://example.org/{'x' * 15}…</a></p>"
    )


def test_the_plain_part_has_words_without_markup():
    assert usertext.unmarked(MARKED) == PLAIN
