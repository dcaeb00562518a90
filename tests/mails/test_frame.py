"""The frame of mails: enough contrast in light and dark, lines that fit, tap targets."""

import re

import pytest
from django.conf import settings

from commons.delivery.flowing import flowed

FRAME = (settings.BASE_DIR / "templates/mail/base.html").read_text()
# What stands on what, in the light and in the dark.
LIGHT = {
    "text": ("#14262a", "#fffdf8"),
    "link": ("#0a5361", "#fffdf8"),
    "quiet": ("#47575b", "#fffdf8"),
    "foot": ("#47575b", "#f7f2e8"),
    "link in the foot": ("#0a5361", "#f7f2e8"),
    "name": ("#fbf6ea", "#0c463f"),
    "district": ("#c9ded3", "#0c463f"),
    "button": ("#fdf9ef", "#0b5148"),
}
DARK = {
    "text": ("#efe9db", "#172526"),
    "link": ("#8fd3dd", "#172526"),
    "quiet": ("#b5c0bb", "#172526"),
    "foot": ("#b5c0bb", "#0f1a1b"),
    "link in the foot": ("#8fd3dd", "#0f1a1b"),
    "name": ("#fbf6ea", "#0b332e"),
    "district": ("#c9ded3", "#0b332e"),
    "button": ("#05211c", "#8bd0bb"),
}
ENOUGH = 4.5


@pytest.mark.parametrize("pairs", (LIGHT, DARK), ids=("light", "dark"))
def test_words_stand_out_from_what_they_stand_on(pairs):
    weak = {name: _ratio(*pair) for name, pair in pairs.items()}

    assert {name: ratio for name, ratio in weak.items() if ratio < ENOUGH} == {}


def test_the_frame_uses_no_other_colours():
    known = {
        colour for pairs in (LIGHT, DARK) for pair in pairs.values() for colour in pair
    }
    lines = {"#f6b42c", "#d8cfbc", "#31433f"}

    assert set(re.findall(r"#[0-9a-f]{6}\b", FRAME)) == known | lines


def test_long_lines_flow_and_come_back_whole():
    address = f"https://bindeglied.example/{'x' * 90}"
    text = f"{'Wort ' * 40}\n{address}\n-- \n> zitiert\nFrom Karow"

    lines = flowed(text.strip()).split("\n")

    assert [line for line in lines if len(line) > 78] == [address]
    assert lines[-4:] == [address, "-- ", " > zitiert", " From Karow"]
    assert "".join(lines[:-4]) == f"{'Wort ' * 40}".strip()


def _ratio(one, other):
    """Contrast as WCAG 2.2 counts it."""
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return round((lighter + 0.05) / (darker + 0.05), 1)


def _light(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    even = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(
        weight * part
        for weight, part in zip((0.2126, 0.7152, 0.0722), even, strict=True)
    )
