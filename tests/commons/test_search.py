"""What is public is found by its words, and what is not public any more is not."""

import io

import pytest
from django.core.management import CommandError, call_command

from commons.accounts.models import User
from commons.accounts.visitors import ANONYMOUS, visitor_for
from commons.search import likeness, queries, registry as sources, services, synonyms
from commons.search.compounds import parts_of, split
from commons.search.models import SearchRow
from commons.search.queries import statement
from commons.search.registry import Document
from commons.verbs import registry
from commons.verbs.services import happened
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class Thing:
    """Something with words, of the made-up kind `thing`."""

    def __init__(self, pk, title, text="", region_id=1):
        self.pk, self.title, self.text, self.region_id = pk, title, text, region_id


THINGS = [
    Thing(1, "Trinkbrunnen am Anger", "Im Sommer fehlt Wasser auf dem Spielplatz."),
    Thing(2, "Neue Bäume für die Breite Straße", "Viel Schatten.", region_id=2),
    Thing(3, "Fahrradstreifen ohne Schlaglöcher", "Der Radweg ist kaputt."),
]


@pytest.fixture(autouse=True)
def _sources():
    before = dict(sources._sources), dict(registry._verbs)
    sources.register(
        "thing",
        document_of=lambda thing: Document(thing.title, thing.text, thing.region_id),
        everything=lambda: iter(THINGS),
    )
    sources.register(
        "user",
        document_of=lambda user: Document(user.display_name, ""),
        everything=User.objects.all,
    )
    registry.declare(
        registry.Verb("test.shown", words="zeigt", search="index"),
        registry.Verb("test.hidden", words="verbirgt", search="remove"),
    )
    yield
    sources._sources, registry._verbs = before


def found(text, **narrowing):
    narrowing.setdefault("kinds", ["thing", "user"])
    return [hit.target_id for hit in queries.search(None, text, **narrowing).hits]


@pytest.fixture
def things():
    services.index_many("thing", THINGS)


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize(
    ("text", "ids"),
    (
        ("trinkbrunnen", [1]),
        ("TRINKBRUNNEN!", [1]),
        ("Brunnen", [1]),
        ("Spielplätze", [1]),
        ("Baum", [2]),
        ("Baeume", [2]),
        ("Breite Str.", [2]),
        ("Breite Strasse Schatten", [2]),
        ("Streifen", [3]),
        ("Fahrrad", [3]),
        ("Schlagloch", [3]),
        ("Rad", [3]),
        ("Schatten Brunnen", []),
        ("", []),
        ("!?", []),
        ("und", []),
    ),
)
def test_words_are_found_as_people_write_them(text, ids):
    assert found(text) == ids


@pytest.mark.usefixtures("things")
def test_a_compound_finds_its_parts_said_one_by_one():
    services.index("thing", Thing(4, "Ein Streifen für das Fahrrad"))

    assert sorted(found("Fahrradstreifen")) == [3, 4]


@pytest.mark.usefixtures("things")
def test_a_title_counts_more_than_a_text_and_a_text_more_than_a_part():
    services.index("thing", Thing(4, "Spielplatz"))
    services.index("thing", Thing(5, "Ein Fest", "Am Lieblingsspielplatz."))

    assert found("Spielplatz") == [4, 1, 5]


@pytest.mark.usefixtures("things")
def test_a_slip_of_the_pen_finds_titles_spelt_alike():
    result = queries.search(None, "Trinkbrunen", kinds=["thing"])

    assert [hit.target_id for hit in result.hits] == [1]
    assert result.is_guess


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize(
    ("narrowing", "ids"),
    (
        ({"region_id": 1}, [1]),
        ({"region_id": 2}, []),
        ({"kinds": ["thing"]}, [1]),
        ({"kinds": ["user"]}, []),
    ),
)
def test_a_search_is_narrowed_to_region_and_kinds(narrowing, ids):
    assert found("Wasser", **narrowing) == ids


def test_hostile_words_are_words():
    services.index("thing", Thing(1, "Fall"))

    for text in ("fall' | 'x", "fall & !x", "fall:*", "'; DROP TABLE", "\\", "((("):
        assert set(found(text)) <= {1}


def test_more_than_two_thousand_hits_are_not_ranked(monkeypatch):
    monkeypatch.setattr(statement, "MOST_CANDIDATES", 3)
    services.index_many("thing", [Thing(pk, "Bank") for pk in range(1, 6)])

    result = queries.search(None, "Bank", kinds=["thing"])

    assert ([hit.target_id for hit in result.hits], result.is_capped) == (
        [5, 4, 3],
        True,
    )


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize("rows", (1, 30))
def test_a_search_is_one_query(rows, django_assert_num_queries):
    services.index_many("thing", [Thing(pk, "Hecke") for pk in range(100, 100 + rows)])
    synonyms.thesaurus()

    with django_assert_num_queries(1):
        assert len(found("Hecke")) == rows


def test_a_row_is_renewed_not_doubled():
    services.index("thing", Thing(1, "Alt"))
    services.index("thing", Thing(1, "Neu", region_id=7))

    assert (found("Alt"), found("Neu")) == ([], [1])
    assert SearchRow.objects.get(kind="thing").region_id == 7


def test_verbs_bring_things_in_and_take_them_out():
    user = UserFactory(display_name="Kiezlotse")

    happened("test.shown", user, by=None)
    while_shown = found("Kiezlotse")
    happened("test.hidden", user, by=None)

    assert (while_shown, found("Kiezlotse")) == ([user.pk], [])


def test_reindexing_forgets_what_is_not_there_any_more():
    services.index("thing", Thing(99, "Gespenst"))
    UserFactory(display_name="Kiezlotse")
    out = io.StringIO()

    call_command("reindex_search", "thing", "user", stdout=out)

    assert out.getvalue() == "thing: 3\nuser: 1\n"
    assert found("Gespenst") == []
    assert found("Anger") == [1]


def checked(*kinds):
    out = io.StringIO()
    try:
        call_command("check_search", *kinds, stdout=out)
    except CommandError as error:
        return out.getvalue(), error.returncode
    return out.getvalue(), 0


def test_the_check_tells_what_index_and_things_disagree_on():
    services.index_many("thing", THINGS[:2])
    services.index("thing", Thing(99, "Gespenst"))
    services.index("thing", Thing(2, "Alte Bäume", region_id=2))

    told = checked("thing")

    assert told == ("thing: missing 1 (3); surplus 1 (99); outdated 1 (2)\n", 1)


def test_after_reindexing_the_check_has_nothing_to_say():
    call_command("reindex_search", "thing", stdout=io.StringIO())

    assert checked("thing") == ("thing: in order\n", 0)


def test_what_may_not_be_found_any_more_loses_its_row():
    services.index("thing", Thing(1, "Bank"))
    sources.register("thing", document_of=lambda _thing: None, everything=list)

    services.index("thing", Thing(1, "Bank"))

    assert found("Bank") == []


def test_an_audience_is_found_by_its_own_people_alone(monkeypatch):
    member, stranger = UserFactory(), UserFactory()
    monkeypatch.setattr(sources, "_audiences", {})
    sources.register_audience("round", lambda visitor: visitor.user_id == member.pk)
    secret = Document("Vertrauliche Bank", "", audience="round")
    sources.register("thing", document_of=lambda _thing: secret, everything=list)
    services.index("thing", Thing(1, "egal"))

    counts = [
        len(queries.search(visitor, "Bank", kinds=["thing"]).hits)
        for visitor in (ANONYMOUS, visitor_for(stranger), visitor_for(member))
    ]

    assert counts == [0, 0, 1]


@pytest.mark.usefixtures("things")
def test_similar_things_share_words_or_a_like_title():
    services.index("thing", Thing(4, "Schlaglöcher auf dem Radweg", "Bitte flicken."))

    hits = likeness.similar("Radweg voller Schlaglöcher", kind="thing")

    assert [hit.target_id for hit in hits] == [4, 3]


@pytest.mark.usefixtures("things")
def test_similar_leaves_out_the_thing_itself_and_other_kinds():
    assert likeness.similar("Trinkbrunnen am Anger", kind="thing", without_id=1) == []
    assert likeness.similar("Trinkbrunnen am Anger", kind="user") == []


@pytest.mark.parametrize("text", ("", "der die das", "!!!", "ab"))
def test_nothing_is_similar_to_words_that_say_nothing(text):
    assert likeness.similar(text, kind="thing") == []


@pytest.mark.parametrize(
    ("word", "parts"),
    (
        ("schulwegsicherheit", ("schule", "weg", "sicherheit")),
        ("fahrradweg", ("fahrrad", "weg")),
        ("spielplaetze", ("spiel", "platz")),
        ("fahrraeder", ("fahr", "rad")),
        ("bahnhofsvorplatz", ("bahnhof", "vorplatz")),
        ("kindergaerten", ("kind", "garten")),
        ("rad", ()),
        ("verhalten", ()),
        ("a" * 41, ()),
    ),
)
def test_compounds_are_split_where_all_parts_are_known(word, parts):
    assert split(word) == parts


@pytest.mark.parametrize(
    ("words", "parts"),
    (
        ("schulwegsicherheit", "schule weg sicherheit schulweg wegsicherheit"),
        ("fahrradweg", "fahr rad weg fahrrad radweg"),
        ("kennedybruecke", "kennedy bruecke kennedybrucke"),
        ("lieblingsspielplatz", "spielplatz spiel platz"),
        ("baeume", "baume"),
        ("muelltrennung", "muell mulltrennung"),
        ("trinkbrunnen am anger", "trink brunnen"),
        ("panke", ""),
    ),
)
def test_the_index_knows_small_parts_and_neighbours(words, parts):
    assert parts_of(words) == parts
