import pytest
from hypothesis import given, strategies as st

from commons import text


@pytest.mark.parametrize(
    "spelling",
    (
        "Schönhauser Straße 5",
        "schoenhauser strasse 5",
        "SCHÖNHAUSER STRASSE 5",
        "Scho\u0308nhauser Str. 5",
        "Schönhauser Str 5",
        "Schönhauser  Str.5",
        "Schönhauser-Straße, 5",
    ),
)
def test_all_spellings_of_a_street_are_one(spelling):
    assert text.normalise(spelling) == "schoenhauser strasse 5"


@pytest.mark.parametrize(
    ("raw", "normal"),
    (
        ("Hauptstr.", "hauptstrasse"),
        ("Hauptstr12", "hauptstrasse12"),
        ("Str. 46", "strasse 46"),
        ("Strand", "strand"),
        ("Bistro", "bistro"),
        ("Café Olé", "cafe ole"),
        ("Łódź, Ørsted & Ægir", "lodz orsted aegir"),
        ("GROẞ", "gross"),
        ("Karl-Marx-Allee", "karl marx allee"),
        ("  ", ""),
        ("snake_case", "snake case"),
    ),
)
def test_normalise(raw, normal):
    assert text.normalise(raw) == normal


@given(st.text())
def test_normalising_twice_changes_nothing(raw):
    once = text.normalise(raw)

    assert text.normalise(once) == once


@given(st.text())
def test_normalised_text_is_words_parted_by_single_spaces(raw):
    normal = text.normalise(raw)

    assert normal == " ".join(normal.split())


def test_sorting_follows_din_5007_1():
    names = ["Zille", "Öder", "Oder", "Odessa", "Straße 13", "Straße 9", "Strasse 10"]

    assert sorted(names, key=text.sort_key) == [
        "Öder",
        "Oder",
        "Odessa",
        "Straße 9",
        "Strasse 10",
        "Straße 13",
        "Zille",
    ]


@given(st.text())
def test_the_sort_key_is_stable(raw):
    once = text.sort_key(raw)

    assert text.sort_key(once) == once


@pytest.mark.parametrize(
    ("title", "slug"),
    (
        (
            "Mehr Bäume für die Schönhauser Allee!",
            "mehr-baeume-fuer-die-schoenhauser-allee",
        ),
        ("ÄÖÜ ß", "aeoeue-ss"),
        ("../../etc/passwd", "etc-passwd"),
        ("Дерево", ""),
        ("🌳", ""),
    ),
)
def test_slugs_read_german(title, slug):
    assert text.slugify_german(title) == slug


def test_a_long_slug_ends_with_a_whole_word():
    assert text.slugify_german("eins zwei drei", max_length=9) == "eins-zwei"
    assert text.slugify_german("eins zwei drei", max_length=8) == "eins"
    assert text.slugify_german("einszweidrei", max_length=5) == "einsz"


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_a_slug_fits_and_is_clean(raw, length):
    slug = text.slugify_german(raw, max_length=length)

    assert len(slug) <= length
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@pytest.mark.parametrize(
    ("raw", "length", "short"),
    (
        ("Ein Baum", 8, "Ein Baum"),
        ("Ein Baum, bitte", 10, "Ein Baum…"),
        ("Ein Baum am Platz", 12, "Ein Baum am…"),
        ("Donaudampfschiff", 6, "Donau…"),
    ),
)
def test_cutting_ends_at_a_word(raw, length, short):
    assert text.cut_at_word(raw, length) == short


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_cut_text_never_exceeds_its_length(raw, length):
    assert len(text.cut_at_word(raw, length)) <= length
