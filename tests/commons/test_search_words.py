"""The words that staff teach the search."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from commons.errors import RuleViolation
from commons.search import queries, registry as sources, services, synonyms
from commons.search.enums import SynonymKind
from commons.search.models import SynonymGroup
from commons.search.questions import ask
from commons.search.registry import Document
from commons.search.services import transfer
from commons.search.services.synonyms import load_synonyms, save
from commons.search.synonyms import key_of
from commons.tables import write_csv
from neighbourhood.regions.finding import name_search_places
from neighbourhood.regions.models import Region
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff

pytestmark = pytest.mark.django_db
LIST = "/suche/woerter/"


class Text:
    def __init__(self, pk, title, region_id=None):
        self.pk, self.title, self.region_id = pk, title, region_id


@pytest.fixture(autouse=True)
def _texts():
    before = dict(sources._sources)
    sources.register(
        "text",
        document_of=lambda text: Document(text.title, "", text.region_id),
        everything=list,
    )
    yield
    sources._sources = before


def found(text):
    hits = queries.search(None, text, kinds=["text"]).hits
    return [hit.target_id for hit in hits]


def teach(words, *, by=None, kind=SynonymKind.EQUAL, **fields):
    group = SynonymGroup(kind=kind, words=words, **fields)
    return save(group, by=by or make_staff(Role.DATA_EDITOR))


def test_a_group_counts_from_the_next_search_on_without_a_new_index():
    services.index("text", Text(1, "Quasselbude am Platz"))
    before = found("Plapperhaus")

    teach("Plapperhaus, Quasselbude")

    assert (before, found("Plapperhaus")) == ([], [1])


def test_other_processes_see_a_group_with_their_next_search(
    django_capture_on_commit_callbacks,
):
    synonyms.thesaurus()
    other = synonyms._Held()
    stale = other.get()

    with django_capture_on_commit_callbacks(execute=True):
        teach("Plapperhaus, Quasselbude")

    key = key_of(["plapperhaus"])
    assert (key in stale.entries, key in other.get().entries) == (False, True)


def test_a_group_switched_off_counts_no_more():
    services.index("text", Text(1, "Quasselbude"))
    group = teach("Plapperhaus, Quasselbude")

    group.is_active = False
    save(group, by=make_staff(Role.COORDINATOR))

    assert found("Plapperhaus") == []


@pytest.mark.parametrize(
    ("asked", "is_found"),
    (
        ("Plapperhaus", True),
        ("plapperhäuser", True),
        ("Plapper-Haus", True),
        ("gute Stube", True),
        ("Gute-Stube", True),
        ("Stube", False),
    ),
)
def test_a_name_counts_in_all_its_spellings(asked, is_found):
    services.index("text", Text(1, "Quasselbude"))
    teach("Plapperhaus, Quasselbude, gute Stube")

    assert (found(asked) == [1]) is is_found


def test_a_place_brings_what_lies_in_its_region_after_what_names_it():
    karow = Region.objects.get(slug="karow")
    teach("Entenwinkel", kind=SynonymKind.PLACE, region_ids=[karow.pk])
    services.index_many(
        "text",
        [
            Text(1, "Rutsche", karow.pk),
            Text(2, "Rutsche im Entenwinkel", karow.pk),
            Text(3, "Rutsche"),
        ],
    )

    assert found("Rutsche Entenwinkel") == [2, 1]


@pytest.mark.parametrize(
    ("words", "code"),
    (
        ("Plapperhaus", "too_few_words"),
        ("Plapperhaus, PLAPPERHAUS", "too_few_words"),
        (" , ;-)", "too_few_words"),
        ("Plapperhaus, kita", "word_taken"),
    ),
)
def test_a_group_that_says_nothing_or_twice_is_refused(words, code):
    with pytest.raises(RuleViolation) as refused:
        teach(words)

    assert refused.value.code == code


HOSTILE = (
    "a' | 'b",
    "x:* & !y",
    "@1",
    "'; DROP TABLE search_searchrow; --",
    "\\",
    "%s",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(words):
    services.index("text", Text(1, "Fall"))

    teach(f"Plapperhaus, {words} Ende")

    assert found("Plapperhaus") == []
    assert set(found(words)) <= {1}


def test_a_word_is_never_the_mark_of_a_region():
    karow = Region.objects.get(slug="karow")
    services.index("text", Text(1, "Fall", karow.pk))

    assert found(f"@{karow.pk}") == []


def test_facts_come_once_and_undo_no_edit():
    load_synonyms()
    group = SynonymGroup.objects.get(key="kita")
    group.words, group.is_active = "Kita, Krabbelstube", False
    save(group, by=make_staff(Role.DATA_EDITOR))

    again = (load_synonyms(), name_search_places())

    group.refresh_from_db()
    assert again == (0, 0)
    assert (group.words, group.is_active) == ("Kita, Krabbelstube", False)


def test_no_word_of_the_facts_stands_in_two_groups():
    load_synonyms()
    terms = [
        term
        for group in SynonymGroup.objects.filter(kind=SynonymKind.EQUAL)
        for term in services.synonyms.spellings_of(group)
    ]

    assert len(terms) == len(set(terms))


def test_ortsteile_lead_to_all_their_regions():
    terms = ask("Rosenthal").terms

    numbers = Region.objects.filter(pk__in=terms[0].region_ids)
    assert sorted(region.number for region in numbers) == [2, 5]


def test_staff_write_a_group_on_the_page_and_it_is_recorded(client, sign_in):
    editor = make_staff(Role.DATA_EDITOR)
    sign_in(client, editor)

    client.post(
        reverse("search:synonym-create"),
        {"kind": "equal", "words": "Plapperhaus, Quasselbude", "is_active": "on"},
    )

    group = SynonymGroup.objects.get(words__startswith="Plapperhaus")
    entry = AuditEntry.objects.get(verb="synonym.saved")
    assert (entry.target_id, entry.by_id) == (group.pk, editor.pk)


@pytest.mark.parametrize(
    "posted",
    (
        {"kind": "place", "words": "Entenwinkel"},
        {"kind": "equal", "words": ""},
        {"kind": "equal", "words": "Kita, Plapperhaus"},
        {"kind": "x", "words": "a, b"},
    ),
)
def test_a_mistake_comes_back_with_words(client, sign_in, posted):
    sign_in(client, make_staff(Role.COORDINATOR))
    before = SynonymGroup.objects.count()

    response = client.post(
        reverse("search:synonym-create"), {**posted, "is_active": "on"}
    )

    assert response.status_code == 200
    assert "error" in response.content.decode()
    assert SynonymGroup.objects.count() == before


@pytest.mark.parametrize("role", (None, Role.MODERATOR, Role.ADMIN))
def test_nobody_else_may(client, sign_in, role):
    sign_in(client, make_staff(role) if role else UserFactory())
    group = SynonymGroup.objects.first()

    codes = [
        client.get(LIST).status_code,
        client.get(group.get_absolute_url()).status_code,
        client.get(reverse("search:synonym-export")).status_code,
        client.post(reverse("search:synonym-import")).status_code,
    ]

    assert codes == [403] * 4


def test_a_table_that_went_out_comes_in_and_changes_nothing():
    rows = list(transfer.rows())

    report = transfer.bring_in(
        write_csv(transfer.HEADER, rows), by=make_staff(Role.DATA_EDITOR)
    )

    assert (len(report.unchanged), report.created, report.changed, report.refused) == (
        len(rows),
        [],
        [],
        [],
    )


def test_a_table_adds_changes_and_says_what_it_refuses(client, sign_in):
    sign_in(client, make_staff(Role.DATA_EDITOR))
    group = teach("Plapperhaus, Quasselbude")
    table = write_csv(
        transfer.HEADER,
        [
            (group.pk, "Wort", "Plapperhaus, Redestube", "", "ja"),
            ("", "Ort", "Entenwinkel", "karow", "ja"),
            ("", "Ort", "Hühnerecke", "atlantis", "ja"),
            ("", "Wort", "Kita, Zwergenburg", "", "ja"),
            ("", "Tier", "Huhn", "", "ja"),
        ],
    )

    page = client.post(
        reverse("search:synonym-import"),
        {"file": SimpleUploadedFile("woerter.csv", table)},
    ).content.decode()

    group.refresh_from_db()
    assert group.words == "Plapperhaus, Redestube"
    assert SynonymGroup.objects.filter(words="Entenwinkel").count() == 1
    assert "neu 1, geändert 1, unverändert 0, abgelehnt 3" in page
    assert "„atlantis“ gibt es nicht" in page
    assert "„Kita“ steht schon bei" in page


@pytest.mark.parametrize("number", ("9" * 5_000, "9" * 25, "-1", "٣", "eins"))
def test_a_number_that_is_none_is_a_new_group(number):
    table = write_csv(transfer.HEADER, [(number, "Wort", "Wums, Bums", "", "ja")])

    report = transfer.bring_in(table, by=make_staff(Role.DATA_EDITOR))

    assert (len(report.created), report.refused) == (1, [])


@pytest.mark.parametrize("content", (b"", b"a;b\n1;2\n", b"\x00\x01", b"x" * 400_000))
def test_what_is_no_table_is_refused_in_words(client, sign_in, content):
    sign_in(client, make_staff(Role.DATA_EDITOR))

    response = client.post(
        reverse("search:synonym-import"),
        {"file": SimpleUploadedFile("woerter.csv", content)},
    )

    assert response.status_code == 200
    assert "field-error" in response.content.decode()


@pytest.mark.parametrize("rows", (1, 30))
def test_the_list_costs_one_query(client, sign_in, django_assert_num_queries, rows):
    sign_in(client, make_staff(Role.DATA_EDITOR))
    SynonymGroup.objects.all().delete()
    for number in range(rows):
        teach(f"Plapperhaus {number}, Quasselbude {number}")
    client.get(LIST)

    with django_assert_num_queries(5 + STRICT_QUERIES):
        assert client.get(LIST).content.decode().count("Plapperhaus") == rows
