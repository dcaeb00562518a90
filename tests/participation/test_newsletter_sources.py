"""What ideas, answers and promises give to a Rundbrief."""

from datetime import date, datetime

import pytest
from django.utils import translation

from commons.clock import BERLIN
from commons.text import first_sentence
from neighbourhood.newsletters import sources
from neighbourhood.regions.models import Region
from participation.referrals.models import Promise
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import AnswerFactory

pytestmark = pytest.mark.django_db
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def here():
    return Region.objects.get(slug="pankow-zentrum")


def at(day, month=10, hour=12):
    return datetime(2026, month, day, hour, tzinfo=BERLIN)


def published_idea(when, **fields):
    return IdeaFactory(**{"region": here(), "published_at": when} | fields)


def answered(when, **fields):
    idea = published_idea(at(1, 5), title=fields.pop("title", "Bänke am Anger"))
    return AnswerFactory(
        idea=idea, state="published", published_at=when, outcome="planned", **fields
    )


def kept(when, answer=None, **fields):
    answer = answer or answered(at(1, 6))
    common = {"answer": answer, "idea": answer.idea}
    Promise.objects.create(
        number=1,
        step="promised",
        promised_on=date(2026, 12, 1),
        said_at=at(1, 6),
        **common,
    )
    return Promise.objects.create(
        **{
            "number": 2,
            "step": "kept",
            "was_due_on": date(2026, 12, 1),
            "done_on": date(2026, 10, 5),
            "said_at": when,
        }
        | common
        | fields
    )


MAKERS = {"ideas": published_idea, "answers": answered, "promises": kept}


def collected(key, region=None):
    return sources.find(key).collect(region or here(), *OCTOBER)


@pytest.mark.parametrize("key", MAKERS)
def test_days_count_as_berlin_does_from_midnight_to_midnight(key):
    for moment in (at(30, 9, 23), at(1, 11, 0)):
        MAKERS[key](moment)
    first, last = MAKERS[key](at(1, 10, 0)), MAKERS[key](at(31, 10, 23))

    ids = [piece.target_id for piece in collected(key)]

    assert ids == [last.pk, first.pk]


@pytest.mark.parametrize("key", MAKERS)
def test_each_stadtteil_hears_of_itself_alone(key):
    row = MAKERS[key](at(10))
    other = Region.objects.get(slug="buch")

    assert collected(key, other) == []
    assert list(sources.find(key).find(other, [row.pk])) == []


@pytest.mark.parametrize("key", MAKERS)
def test_what_left_the_public_is_not_found_again(key):
    row = MAKERS[key](at(10))
    assert [one.target_id for one in sources.find(key).find(here(), [row.pk])] == [
        row.pk
    ]
    idea = getattr(row, "idea", row)
    idea.publication = "withdrawn"
    idea.save()

    assert list(collected(key)) == []
    assert list(sources.find(key).find(here(), [row.pk])) == []


@pytest.mark.parametrize("key", MAKERS)
@pytest.mark.parametrize("count", (1, 30))
def test_a_source_asks_once_however_much_there_is(
    key, count, django_assert_num_queries
):
    for _ in range(count):
        MAKERS[key](at(10))
    region = here()

    with django_assert_num_queries(1):
        assert len(sources.find(key).collect(region, *OCTOBER)) == count


def test_an_idea_is_told_with_its_first_sentence():
    idea = published_idea(at(10), text="Bitte **zwei** Bänke. Eine mit Lehne.")

    piece = collected("ideas")[0]

    assert (piece.kind, piece.title, piece.url) == (
        "idea",
        idea.title,
        idea.get_absolute_url(),
    )
    assert (piece.summary, piece.day) == ("Bitte zwei Bänke.", date(2026, 10, 10))


def test_an_answer_says_its_outcome_first_in_german_whoever_looks():
    answered(at(10), text="Wir bauen im März. Danach sehen wir weiter.")

    with translation.override("en"):
        piece = collected("answers")[0]

    assert piece.summary.endswith(": Wir bauen im März.")
    assert piece.summary.startswith(str(answered(at(1, 5)).get_outcome_display()))


def test_of_several_answers_to_an_idea_the_newest_is_told():
    first = answered(at(5))
    newest = AnswerFactory(
        idea=first.idea, state="published", published_at=at(9), outcome="done"
    )

    assert [piece.target_id for piece in collected("answers")] == [newest.pk]


def test_a_kept_promise_names_its_day_and_its_words():
    kept(at(10), reason="Beide Bänke stehen. Sie sind rot.")

    piece = collected("promises")[0]

    assert piece.summary == (
        "Zugesagt und gehalten: erledigt am 5. Oktober 2026. Beide Bänke stehen."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    (
        ("Die Bank fehlt. Bitte bald.", "Die Bank fehlt."),
        ("Es fehlt z. B. Licht. Danke.", "Es fehlt z. B. Licht."),
        (
            "In der Berliner Str. Ecke Anger ist es dunkel. Ja.",
            "In der Berliner Str. Ecke Anger ist es dunkel.",
        ),
        ("Am 3. Oktober war Fest! Schön.", "Am 3. Oktober war Fest!"),
        ("ganz ohne Ende", "ganz ohne Ende"),
        ("", ""),
    ),
)
def test_a_sentence_ends_where_it_surely_does(text, sentence):
    assert first_sentence(text) == sentence
