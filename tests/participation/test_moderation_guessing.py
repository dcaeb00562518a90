"""Which Stadtteil and which topic a text speaks of, when others were chosen."""

import csv

import pytest

from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.moderation import tasks
from participation.moderation.enums import HintCode, Strength
from participation.moderation.models import Hint
from participation.moderation.screening import Screened, places, topics
from tests.factories.departments import TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item
from tests.factories.regions import PlaceNameFactory, PlaceShareFactory, RegionFactory
from tests.shared_data import shared

pytestmark = pytest.mark.django_db


def place(name, *regions, kind="street"):
    row = PlaceNameFactory(name=name, kind=kind)
    for region in regions:
        PlaceShareFactory(place=row, region=region, addresses=50)
    return row


def hinted(text, region, code=HintCode.REGION, **fields):
    item = make_item(text=text, region=region, **fields)
    tasks.screen(item_id=item.pk)
    return list(Hint.objects.filter(item=item, code=code))


@pytest.fixture
def here():
    return RegionFactory(name="Neuland am See")


@pytest.fixture
def there():
    return RegionFactory(name="Altfeld")


def test_a_street_of_another_stadtteil_is_a_hint_with_its_way_there(here, there):
    place("Ulmenhainstraße", there)

    [hint] = hinted("In der Ulmenhainstr. 5 fehlt ein Papierkorb, seit Jahren.", here)

    assert (hint.target_kind, hint.target_id) == ("region", there.pk)
    assert (hint.strength, hint.reason) == (
        Strength.MEDIUM,
        "ein Ort im Text liegt in einem anderen Stadtteil",
    )


def test_two_names_or_a_kiez_make_it_sure(here, there):
    place("Ulmenhainstraße", there)
    place("Rotdornweg", there)
    place("Gleisdreieckkiez", there, kind="kiez")

    [two] = hinted("An der Ecke Ulmenhainstraße und Rotdornweg ist es dunkel.", here)
    [kiez] = hinted("Im Gleisdreieckkiez fehlen Bänke für ältere Leute.", here)

    assert (two.strength, kiez.strength) == (Strength.STRONG, Strength.STRONG)


@pytest.mark.parametrize(
    "text",
    (
        "In der Hauptstraße fehlt ein Papierkorb, schon seit Jahren.",
        "Ecke Rotdornzeile und Ulmenhainstraße fehlt Licht am Abend.",
        "Am Grenzfeldweg wird zu schnell gefahren, auch nachts und morgens.",
        "Wir lesen gern ein Buch auf der Bank im Park nebenan.",
        "in Pankow fehlen Bänke für ältere Leute, und zwar überall",
        "am ulmenhain fehlt eine Bank, und zwar dringend, sagen alle.",
    ),
)
def test_what_leaves_a_doubt_is_no_hint(here, there, text):
    place("Ulmenhainstraße", there)
    place("Rotdornzeile", here)
    place("Grenzfeldweg", here, there)

    assert hinted(text, here) == []


def test_an_ortsteil_that_is_a_word_counts_behind_a_preposition(here):
    text = "Auf dem Weg nach Buch fehlt ein Radweg an der Straße."

    [hint] = hinted(text, here)

    assert Region.objects.get(pk=hint.target_id).name == "Buch"


def test_the_own_name_of_a_stadtteil_is_one(here, there):
    [hint] = hinted("In Altfeld gibt es viel zu wenige Bänke für ältere Leute.", here)

    assert (hint.target_id, hint.strength) == (there.pk, Strength.STRONG)


def test_another_district_is_a_weak_hint_and_the_middle_of_a_street_none(here):
    [hint] = hinted("Am Bahnhof Lichtenberg fehlt eine Ampel für Fußgänger.", here)

    assert (hint.strength, hint.reason) == (
        Strength.WEAK,
        "ein Ort im Text liegt vermutlich im Bezirk Lichtenberg",
    )
    assert hinted("In der Mitte der Straße fehlt eine Insel zum Warten.", here) == []


def test_no_name_of_a_place_is_stored(here, there):
    place("Ulmenhainstraße", there)

    [hint] = hinted("In der Ulmenhainstraße fehlt ein Papierkorb, seit Jahren.", here)

    assert "lmenhain" not in f"{hint.reason} {hint.rule}"


def test_the_name_is_found_again_to_be_marked(there):
    place("Ulmenhainstraße", there)
    text = "Ecke Ulmenhainstr. fehlt Licht"

    assert [text[spot.start : spot.end] for spot in places.spots(text)] == [
        "Ulmenhainstr"
    ]


def test_words_of_a_topic_hint_at_it_when_the_chosen_one_has_none(here):
    chosen = Topic.objects.get(key="gruen")
    text = "Die Schaukel ist zu klein, und eine Rutsche fehlt für die Kinder."

    [hint] = hinted(text, here, HintCode.TOPIC, topic=chosen)

    assert (hint.strength, hint.reason, hint.rule) == (
        Strength.WEAK,
        "vermutlich „Spielplätze und Sport im Freien“",
        "gruen/spielplaetze",
    )
    both = text + " Ein Baum gäbe Schatten."
    assert hinted(both, here, HintCode.TOPIC, topic=chosen) == []


WORDS = {
    "rad": ["Radweg", "Lastenrad", "Fahrradbügel", "Schutzstreifen", "Velo"],
    "baum": ["Linde", "Schatten", "Bewässerung", "Grünfläche", "Rasen"],
}


def learned(here, topics_by_key, count):
    for key, topic in topics_by_key.items():
        for number in range(count):
            words = WORDS[key]
            text = " ".join(words[(number + step) % 5] for step in range(3))
            IdeaFactory(topic=topic, region=here, title=f"Wunsch {number}", text=text)


def test_enough_published_ideas_teach_the_topics(here):
    own = {"rad": TopicFactory(name="Rad"), "baum": TopicFactory(name="Bäume")}
    learned(here, own, 100)
    text = "Ein Radweg mit Schutzstreifen und Fahrradbügel fürs Lastenrad."

    [hint] = hinted(text, here, HintCode.TOPIC, topic=own["baum"])

    assert (hint.reason, hint.strength) == ("vermutlich „Rad“", Strength.MEDIUM)
    assert hinted(text, here, HintCode.TOPIC, topic=own["rad"]) == []
    unsure = "Ein Radweg im Schatten der Linde wäre sehr schön für alle."
    assert hinted(unsure, here, HintCode.TOPIC, topic=own["baum"]) == []


def test_a_word_of_few_texts_teaches_nothing():
    rows = [(1, {"radweg", "meier"}) for _ in range(2)]
    rows += [(1, {"radweg"}) for _ in range(120)] + [(2, {"baum"}) for _ in range(120)]

    known = topics.learn(rows)

    assert set(known.words) == {"radweg", "baum"}
    assert not topics.learn(rows[:50]).is_enough


@pytest.fixture(scope="module")
def real_rows():
    path = shared("contributions/bonn_raddialog_2017.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_real_texts_of_another_city_hardly_name_places_of_ours(real_rows):
    """An upper bound for wrong hints: none of these texts is about our district."""
    region = RegionFactory()

    wrong = [row for row in real_rows if _is_hinted(row, region)]

    assert (len(real_rows), len(wrong)) == (2393, 58)


def _is_hinted(row, region):
    contribution = IdeaFactory.build(region=region, region_id=region.pk)
    text = f"{row['titel']}\n\n{row['text']}"
    return bool(list(places.region(Screened("idea", contribution, text))))


def test_topics_learned_from_real_texts_are_mostly_the_authors_own(real_rows):
    """Learn from one half; ask about the other with the right and a wrong choice."""
    keys = sorted({row["kategorie_buerger"] for row in real_rows})
    rows = [
        (keys.index(row["kategorie_buerger"]), f"{row['titel']} {row['text']}")
        for row in real_rows
    ]
    known = topics.learn([(key, topics.words_of(text)) for key, text in rows[::2]])

    own = [(key, known.likely(text, key)) for key, text in rows[1::2]]
    other = [known.likely(text, (key + 1) % len(keys)) for key, text in rows[1::2]]

    contradicted = sum(found not in {None, key} for key, found in own)
    right = sum(found == key for (key, _own), found in zip(own, other, strict=True))
    said = sum(found is not None for found in other)
    assert (len(own), contradicted) == (1196, 12)
    assert (said, right) == (175, 144)
