"""What changed between two texts: exact, readable, and never costly."""

import itertools
import time

import pytest
from django.template.loader import render_to_string
from hypothesis import given, strategies as st

from commons.differences import CAME, STAYED, WENT, Part, differences

WORDS = st.lists(st.sampled_from(["Bank", "am", "Anger.", "neu", "\n\n"]), max_size=30)


def shown(parts):
    return render_to_string("components/difference.html", {"parts": parts})


def test_words_that_changed_stand_beside_each_other():
    parts = differences("Eine alte Bank am Anger.", "Zwei neue Bänke am Anger.")

    assert parts == [
        Part(WENT, "Eine alte Bank"),
        Part(CAME, "Zwei neue Bänke"),
        Part(STAYED, " am Anger."),
    ]


def test_what_was_added_at_the_end_leaves_the_rest_alone():
    parts = differences("Eine Bank.", "Eine Bank. Und ein Baum.")

    assert parts == [Part(STAYED, "Eine Bank. "), Part(CAME, "Und ein Baum.")]


def test_equal_texts_have_one_part_and_empty_ones_none():
    assert differences("Bank", "Bank") == [Part(STAYED, "Bank")]
    assert differences("", "") == []


@given(WORDS, WORDS)
def test_the_parts_are_both_texts(old, new):
    before, after = " ".join(old), " ".join(new)

    parts = differences(before, after)

    assert "".join(part.text for part in parts if part.sign != WENT) == after
    kept = "".join(part.text for part in parts if part.sign != CAME)
    assert kept.split() == before.split()


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_signs_come_through_whole(before, after):
    parts = differences(before, after)

    assert "".join(part.text for part in parts if part.sign != WENT) == after


@given(WORDS, WORDS)
def test_no_part_is_empty_and_no_two_neighbours_are_alike(old, new):
    signs = [part.sign for part in differences(" ".join(old), " ".join(new))]

    assert all(one != other for one, other in itertools.pairwise(signs))


@pytest.mark.parametrize(
    ("before", "after"),
    (
        ("ja " * 3_333, "nein " + "ja " * 3_000),
        ("ja. " * 2_500, "nein. " + "ja. " * 2_400 + "doch."),
        ("a b " * 2_500, "b a " * 2_500),
    ),
)
def test_monotonous_texts_cost_no_more_than_others(before, after):
    began = time.process_time()

    differences(before, after)

    assert time.process_time() - began < 1


def test_hostile_words_are_shown_as_words():
    page = shown(
        differences("<script>alert(1)</script>", "</ins><img src=x onerror=1>")
    )

    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_changes_are_told_without_colour_and_to_those_who_listen():
    page = shown(differences("Eine Bank", "Zwei Bank"))

    assert "<del>Eine</del>" in page
    assert "<ins>Zwei</ins>" in page
    assert "[gestrichen: " in page
    assert "[neu: " in page
