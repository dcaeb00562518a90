"""What changed between two moments of a room is said in as few words as possible."""

import json

from events.live import parts
from events.live.parts import Item
from events.live.states import (
    LONGEST_FRAME,
    State,
    in_frames,
    patch,
    state_of,
    whole,
)
from tests.factories.rooms import RoomFactory
from tests.live.listening import Page


def line(key, text="", **values):
    shown = "".join(
        f'<b data-value="{name}">{value}</b>' for name, value in values.items()
    )
    return Item(key, f'<li data-item="{key}">{text}{shown}</li>', values)


def state(*items, version=1):
    return State(version, {"questions": items})


def test_the_same_twice_is_no_change():
    assert patch(state(line("a")), state(line("a"), version=9)) == {}


def test_a_count_alone_travels_as_a_number():
    old = state(line("a", "Wann?", support=1), line("b"))
    new = state(line("a", "Wann?", support=2), line("b"), version=2)

    assert patch(old, new) == {
        "version": 2,
        "is": new.digest,
        "was": old.digest,
        "parts": {"questions": {"set": {"a": {"support": 2}}}},
    }


def test_a_bar_of_which_only_the_value_differs_travels_as_a_number():
    bar = '<p data-item="p1"><meter data-value="share" value="{0}" max="9"></meter></p>'
    old = state(Item("p1", bar.format(3), {"share": 3}))
    new = state(Item("p1", bar.format(4), {"share": 4}))

    assert patch(old, new)["parts"] == {"questions": {"set": {"p1": {"share": 4}}}}


def test_a_number_that_the_values_do_not_name_is_sent_with_its_item():
    old = state(Item("a", '<li data-item="a"><b data-value="x">1</b></li>'))
    new = state(Item("a", '<li data-item="a"><b data-value="x">2</b></li>'))

    assert patch(old, new)["parts"] == {
        "questions": {"put": {"a": '<li data-item="a"><b data-value="x">2</b></li>'}}
    }


def test_other_words_bring_the_item_anew_and_a_new_order_only_keys():
    old = state(line("a", "Wann?"), line("b"), line("c"))
    new = state(line("b"), line("a", "Wo?"))

    assert patch(old, new)["parts"] == {
        "questions": {
            "order": ["b", "a"],
            "put": {"a": '<li data-item="a">Wo?</li>'},
        }
    }


def test_the_whole_has_all_items_in_order():
    shown = state(line("b"), line("a"), version=4)

    assert whole(shown) == {
        "version": 4,
        "is": shown.digest,
        "parts": {
            "questions": {
                "order": ["b", "a"],
                "put": {
                    "b": '<li data-item="b"></li>',
                    "a": '<li data-item="a"></li>',
                },
            }
        },
    }


def test_a_large_whole_comes_in_frames_of_bounded_length():
    shown = State(
        4,
        {
            "questions": [line(f"q{number}", "Wann?" * 60) for number in range(100)],
            "answered": [line(f"b{number}", "Wo?" * 60) for number in range(100)],
            "agenda": [],
        },
    )

    frames = in_frames(shown)

    page = Page()
    *ahead, last = [json.loads(frame) for frame in frames]
    assert max(map(len, frames)) < 1.3 * LONGEST_FRAME
    assert [frame["more"] for frame in ahead] == [True] * (len(frames) - 1)
    assert [page.show(frame) for frame in ahead] == [True] * len(ahead)
    assert (page.known, page.parts) == ("", {})  # cut off here, it shows what it did
    assert page.show(last)
    assert {
        name: [(key, item["html"]) for key, item in items.items()]
        for name, items in page.parts.items()
    } == {
        name: [(item.key, item.html) for item in items]
        for name, items in shown.parts.items()
    }


def test_a_small_whole_is_one_frame():
    shown = state(line("b"), line("a"), version=4)

    assert [json.loads(frame) for frame in in_frames(shown)] == [whole(shown)]


def test_only_named_parts_are_rendered_anew(db, monkeypatch):
    room = RoomFactory()
    calls = []

    def renderer(name):
        def render(room):
            calls.append(name)
            return [line(f"{name}{len(calls)}")]

        return render

    monkeypatch.setattr(parts, "_renderers", {n: renderer(n) for n in ("a", "b")})
    first = state_of(room.pk, "de")

    second = state_of(room.pk, "de", names={"b"}, before=first)

    assert calls == ["a", "b", "b"]
    assert second.parts["a"] == first.parts["a"]
    assert [item.key for item in second.parts["b"]] == ["b3"]
