"""The engine: which rule fits, which conditions it found true, and in which words."""

from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, strategies as st

from participation.referrals.competence import Line, Subject, Table
from participation.referrals.enums import Condition, SiteKind
from participation.referrals.explaining import Names, because, phrase, spoken
from participation.referrals.shadows import shadows

TODAY = date(2026, 11, 23)
NAMES = Names({"030101": "Buch", "030202": "Karow"}, {"rad": "Rad", "gruen": "Grün"})


def rule(number, **fields):
    values = {
        "pk": number,
        "number": number,
        "region_keys": [],
        "topic_keys": [],
        "site_kinds": [],
        "words": "",
        "is_title_only": False,
        "department_id": number * 100,
        "valid_from": None,
        "valid_until": None,
    }
    return SimpleNamespace(**(values | fields))


def first(rules, title="", text="", **fields):
    return Table.of(rules).first(Subject(title, text, **fields), TODAY)


MAIN = SiteKind.MAIN_STREET.value
# As the law has it: lights and carriageway to the Senate, pavement to the district.
STREETS = [
    rule(1, words="ampel*"),
    rule(2, site_kinds=[MAIN], words="*gehweg*/bürgersteig*"),
    rule(3, site_kinds=[MAIN], words="fahrbahn*/*radweg*"),
    rule(4, site_kinds=["park"], words="*lampe/*laterne"),
    rule(5, topic_keys=["gruen"]),
]


@pytest.mark.parametrize(
    ("title", "site", "number"),
    (
        ("Längere Grünphase der Ampel", MAIN, 1),
        ("Längere Grünphase der Ampeln", "district_street", 1),
        ("Die Gehwege sind zu schmal", MAIN, 2),
        ("Hochgedrückte Gehwegplatten", MAIN, 2),
        ("Löcher in der Fahrbahn", MAIN, 3),
        ("Löcher in der Fahrbahn", "district_street", None),
        ("Mehr Parklampen am Weg", "park", 4),
        ("Mehr Straßenlampen", "district_street", None),
    ),
)
def test_competence_depends_on_the_kind_of_place(title, site, number):
    fit = first(STREETS, title, site=site)

    assert (fit.line.number if fit else None) == number


def test_the_first_rule_that_fits_wins():
    general, special = rule(1, topic_keys=["rad"]), rule(2, words="bügel")

    assert first([general, special], "Bügel", topics=("rad",)).line.number == 1
    assert first([special, general], "Bügel", topics=("rad",)).line.number == 2


def test_a_rule_for_a_topic_holds_for_those_below_it():
    fit = first([rule(1, topic_keys=["verkehr"])], topics=("rad", "verkehr"))

    assert fit.conditions == (("topic", "verkehr"),)


def test_words_in_the_text_count_unless_the_title_alone_is_asked():
    text = "Neben der Ampel wächst nichts."

    assert first([rule(1, words="ampel")], "Mehr Bäume", text).conditions == (
        ("text_word", "ampel"),
    )
    assert (
        first([rule(1, words="ampel", is_title_only=True)], "Mehr Bäume", text) is None
    )


@pytest.mark.parametrize(
    ("fields", "fits"),
    (
        ({"valid_from": TODAY}, True),
        ({"valid_until": TODAY}, True),
        ({"valid_from": date(2026, 11, 24)}, False),
        ({"valid_until": date(2026, 11, 22)}, False),
    ),
)
def test_a_rule_holds_on_its_first_and_its_last_day(fields, fits):
    assert (first([rule(1, **fields)]) is not None) == fits


def test_each_kind_of_place_is_asked_at_once():
    table = Table.of(STREETS)

    ways = table.by_site(Subject("Fahrbahn", "", topics=("gruen",)), TODAY)

    assert {site: fit and fit.line.number for site, fit in ways.items()} == {
        "": 5,
        "main_street": 3,
        "district_street": 5,
        "park": 5,
        "school": 5,
        "private": 5,
        "other": 5,
    }


REGIONS, TOPICS = ["030101", "030202"], ["rad", "gruen"]
SITES = [SiteKind.MAIN_STREET.value, SiteKind.PARK.value]
# Expressions, and what is left of each where it is heard: the words that were there.
HEARD = {
    "ampel*": "ampel*",
    "*lampe/*laterne": "*lampe",
    "bank -sitz": "bank -sitz",
    "baum": "baum",
}
WORDS = list(HEARD)
UNIVERSE = [
    *((Condition.REGION.value, key) for key in REGIONS),
    *((Condition.TOPIC.value, key) for key in TOPICS),
    *((Condition.SITE.value, key) for key in SiteKind.values),
    *((code, line) for code in ("title_word", "text_word") for line in HEARD.values()),
]
some = st.lists
SAID = ["Ampeln", "Straßenlampe", "Bänke", "Sitz", "Bäume", "Hund"]
RULES = st.builds(
    lambda regions, topics, sites, words, title: rule(
        1,
        region_keys=regions,
        topic_keys=topics,
        site_kinds=sites,
        words="\n".join(words),
        is_title_only=title,
    ),
    some(st.sampled_from(REGIONS), unique=True),
    some(st.sampled_from(TOPICS), unique=True),
    some(st.sampled_from(SITES), unique=True),
    some(st.sampled_from(WORDS), unique=True),
    st.booleans(),
)
SUBJECTS = st.builds(
    lambda title, text, region, topic, site: Subject(
        " ".join(title), " ".join(text), region, (topic,), site
    ),
    some(st.sampled_from(SAID), max_size=3),
    some(st.sampled_from(SAID), max_size=3),
    st.sampled_from(REGIONS),
    st.sampled_from(TOPICS),
    st.sampled_from(["", *SiteKind.values]),
)


def is_heard(line, words):
    """The expressions above, said once more without the engine."""
    said = set(words.split())
    return {
        "ampel*": "Ampeln" in said,
        "*lampe/*laterne": "Straßenlampe" in said,
        "bank -sitz": "Bänke" in said and "Sitz" not in said,
        "baum": "Bäume" in said,
    }[line]


def truth(row, subject):
    """What is true of a rule's conditions, one after the other; None if one is not."""
    found = []
    for code, wanted, value in (
        ("region", row.region_keys, subject.region),
        ("topic", row.topic_keys, subject.topics[0]),
        ("site", row.site_kinds, subject.site),
    ):
        if wanted and value not in wanted:
            return None
        found += [(code, value)] if wanted else []
    lines = row.words.split("\n") if row.words else []
    heard = []
    for line in lines:
        if is_heard(line, subject.title):
            heard.append(("title_word", HEARD[line]))
        elif is_heard(line, subject.text) and not row.is_title_only:
            heard.append(("text_word", HEARD[line]))
    return None if lines and not heard else [*found, *heard]


@given(RULES, SUBJECTS)
def test_the_explanation_names_exactly_the_conditions_that_were_true(row, subject):
    fit = Table.of([row]).first(subject, TODAY)
    expected = truth(row, subject)

    assert (list(fit.conditions) if fit else None) == expected
    if fit:
        words = because(fit.conditions, NAMES)
        named = [each for each in UNIVERSE if phrase(*each, NAMES) in words]
        assert sorted(named) == sorted(expected)


def test_only_the_words_that_are_there_are_named():
    lamps = rule(1, words="*lampe/*laterne/*beleuchtung park/volkspark -neu")

    fit = first([lamps], "Beleuchtung im Volkspark", "Eine Lampe fehlt.")

    assert fit.conditions == (("title_word", "*beleuchtung volkspark -neu"),)


def test_the_words_are_a_clause():
    conditions = [("topic", "rad"), ("site", "main_street"), ("title_word", "bügel*")]

    assert because(conditions, NAMES) == (
        "weil das Thema „Rad“ ist, der Ort an einer Hauptstraße liegt und im Titel "
        "„bügel“ vorkommt"
    )
    assert because([], NAMES) == "weil die Regel für alles Übrige gilt"
    assert spoken("*lampe/*laterne park* -neu") == "lampe / laterne + park, ohne neu"


@pytest.mark.parametrize(
    ("rules", "hidden"),
    (
        ([rule(1), rule(2, words="ampel")], {2: [1]}),
        ([rule(1, words="ampel"), rule(2)], {}),
        ([rule(1, words="ampel"), rule(2, words="ampel park")], {2: [1]}),
        ([rule(1, words="ampel/licht"), rule(2, words="ampel")], {2: [1]}),
        ([rule(1, words="ampel -park"), rule(2, words="ampel")], {}),
        ([rule(1, words="ampel", is_title_only=True), rule(2, words="ampel")], {}),
        ([rule(1, topic_keys=["a"]), rule(2, topic_keys=["a", "b"])], {}),
        (
            [
                rule(1, topic_keys=["a"]),
                rule(2, topic_keys=["b"]),
                rule(3, topic_keys=["a", "b"]),
            ],
            {3: [1, 2]},
        ),
        ([rule(1, valid_until=TODAY), rule(2)], {}),
        ([rule(1), rule(2, valid_until=TODAY)], {2: [1]}),
        ([rule(1, site_kinds=["park"]), rule(2, site_kinds=["park"])], {2: [1]}),
    ),
)
def test_rules_that_are_never_reached_are_found(rules, hidden):
    found = shadows([Line.of(each) for each in rules])

    assert {
        shadow.line.number: [line.number for line in shadow.by] for shadow in found
    } == hidden


@given(st.lists(RULES, min_size=2, max_size=4), SUBJECTS)
def test_a_hidden_rule_never_wins(rows, subject):
    rows = [
        SimpleNamespace(**{**vars(row), "pk": n, "number": n})
        for n, row in enumerate(rows)
    ]
    hidden = {shadow.line.number for shadow in shadows([Line.of(row) for row in rows])}

    fit = Table.of(rows).first(subject, TODAY)

    assert fit is None or fit.line.number not in hidden
