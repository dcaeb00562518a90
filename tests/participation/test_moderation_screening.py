"""What the desk notices in the words of a contribution, on made-up and real texts."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from participation.moderation.enums import HintCode
from participation.moderation.screening import (
    Screened,
    checks,
    insults,
    languages,
    wording,
)

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"
BONN = (
    Path(os.environ.get("BINDEGLIED_DATA", FOLDER))
    / "contributions"
    / "bonn_raddialog_2017.csv"
)
WORD_CHECKS = (
    checks.personal_data,
    checks.insult,
    checks.links,
    checks.shouting,
    checks.shortness,
    checks.language,
)


@pytest.fixture(scope="module")
def real_texts():
    if not BONN.exists():
        reason = f"The real texts are not at {BONN}; BINDEGLIED_DATA names their folder"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with BONN.open(encoding="utf-8", newline="") as file:
        return [(row["titel"], row["text"]) for row in csv.DictReader(file)]


def findings(title, text=""):
    screened = Screened("idea", None, f"{title}\n\n{text}")
    return [finding for check in WORD_CHECKS for finding in check(screened)]


@pytest.mark.parametrize(
    ("text", "language"),
    (
        ("There should be more benches in the park for the old people.", "en"),
        ("Bu parkta daha çok bank ve bir çeşme olmalı, çocuklar için.", "tr"),  # noqa: RUF001 -- Turkish
        ("W parku jest za mało ławek i nie ma kosza na śmieci.", "pl"),
        ("В парке нужны новые скамейки и фонтан для детей.", "ru"),  # noqa: RUF001 -- Russian
        ("نحتاج إلى مقاعد جديدة في الحديقة", "ar"),
        ("公园需要新的长椅和给孩子们的饮水处谢谢", "zh"),
        ("Im Park fehlen Bänke, und der Brunnen ist kaputt.", ""),
        ("Shared Space am Helmholtzplatz: ein Workshop mit Kids for Future", ""),
        ("Bank", ""),
    ),
)
def test_another_language_is_noticed(text, language):
    assert languages.detect(text) == language


def test_shouting_is_noticed_but_abbreviations_are_not():
    assert wording.is_shouting("DIESE STRASSE IST EINE KATASTROPHE, ENDLICH SPERREN!")
    assert not wording.is_shouting(
        "Der ADFC und die BVG sollten an der B96 mit LKW-Verbot"
    )


def test_a_reason_never_repeats_what_was_found():
    found = findings("Anruf", "unter 0151 23456789 oder mir@example.org, DANKE")

    assert [(finding.code, finding.reason) for finding in found] == [
        (HintCode.PERSONAL_DATA, "Telefonnummer, E-Mail-Adresse")
    ]


def test_every_check_says_why():
    found = findings("HIER", "HALTEN AUTOS www.a.de http://b.de https://c.de STÄNDIG")

    assert {finding.code: finding.reason for finding in found} == {
        HintCode.LINKS: "3 Verweise",
        HintCode.SHOUTING: "ein großer Teil steht in Großbuchstaben",
    }
    assert findings("Bank") == [checks.Finding(HintCode.SHORT, "nur 1 Wort")]


def test_real_texts_of_a_city_get_few_hints_and_the_right_ones(real_texts):
    counts = Counter(
        finding.code for title, text in real_texts for finding in findings(title, text)
    )

    assert len(real_texts) == 2393
    assert counts == {HintCode.SHORT: 19, HintCode.LINKS: 2}


@pytest.mark.parametrize(
    ("text", "is_insult"),
    (
        ("Sie sind ein Idiot!", True),
        ("Halten Sie die Klappe", True),
        ("Halt die Fresse", True),
        ("VOLLIDIOTEN im Rathaus", True),
        ("Die Trottelkreuzung am Anger", False),
        ("Am Hornochsenweg fehlt Licht.", False),
        ("Die Pfosten stehen zu eng.", False),
        ("Kann man die Körbe nicht höher aufhängen?", False),
        ("Verpiss\ndich", True),
    ),
)
def test_only_words_for_people_are_insults(text, is_insult):
    assert insults.found_in(text) is is_insult
