"""What the desk notices in the words of a contribution, on made-up and real texts."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from participation.moderation.enums import HintCode, Strength
from participation.moderation.screening import (
    Screened,
    checks,
    insults,
    languages,
    spam,
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
    checks.spam,
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

    assert [(finding.code, finding.reason, finding.rule) for finding in found] == [
        (HintCode.PERSONAL_DATA, "Telefonnummer", "phone"),
        (HintCode.PERSONAL_DATA, "E-Mail-Adresse", "email"),
    ]


def test_every_check_says_why():
    found = findings("HIER", "HALTEN AUTOS www.a.de http://b.de https://c.de STÄNDIG")

    assert {finding.code: finding.reason for finding in found} == {
        HintCode.LINKS: "3 Verweise",
        HintCode.SHOUTING: "ein großer Teil steht in Großbuchstaben",
    }
    assert findings("Bank") == [
        checks.Finding(
            HintCode.SHORT, "nur 1 Wort", rule="kurz", strength=Strength.WEAK
        )
    ]


def test_real_texts_of_a_city_get_few_hints_and_the_right_ones(real_texts):
    counts = Counter(
        (finding.code, finding.strength)
        for title, text in real_texts
        for finding in findings(title, text)
    )

    assert len(real_texts) == 2393
    assert counts == {
        (HintCode.SHORT, Strength.WEAK): 19,
        (HintCode.LINKS, Strength.MEDIUM): 2,
        (HintCode.INSULT, Strength.WEAK): 3,
        (HintCode.SPAM, Strength.MEDIUM): 1,
    }


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


@pytest.mark.parametrize(
    ("text", "rule", "strength"),
    (
        ("So ein Spinner hat das geplant", "spinner", Strength.WEAK),
        ("Da parken Idioten", "idiot", Strength.MEDIUM),
        ("Sie sind ein Idiot", "idiot/anrede", Strength.STRONG),
        ("Vollidioten im Rathaus", "idiot", Strength.MEDIUM),
        ("Die Arschlöcher rasen", "arschloch", Strength.MEDIUM),
        ("1d10ten", "idiot", Strength.MEDIUM),
        ("W!chser", "wichser", Strength.MEDIUM),
        ("@rschloch", "arschloch", Strength.MEDIUM),
        ("I d i o t e n", "idiot", Strength.MEDIUM),
        ("I.d.i.o.t", "idiot", Strength.MEDIUM),
        ("Id*ot", "idiot", Strength.MEDIUM),
        ("A***loch", "arschloch", Strength.MEDIUM),
        ("Idioooten", "idiot", Strength.MEDIUM),
        ("Idiot*innen", "idiot", Strength.MEDIUM),
        ("ein Hurensohn", "hurensohn", Strength.STRONG),
        ("man sollte alle abknallen", "drohung", Strength.STRONG),
        ("du dumme Kuh", "tier", Strength.MEDIUM),
    ),
)
def test_an_insult_is_found_in_every_form_and_graded(text, rule, strength):
    found = insults.find(text)

    assert [(each.rule, each.strength) for each in found] == [(rule, strength)]


@pytest.mark.parametrize(
    "text",
    (
        "Bürger*innen und Schüler:innen",
        "Die Trottelkreuzung am Anger",
        "Krüppelwalmdach und Pennerbank",
        "Linie M1, S8 und die B96a",
        "Reis aus Asien, Wolle aus der Mongolei",
        "wenn sie Ratten anlocken",
        "Bauern und ihr Schwein",
        "Kann man die Körbe aufhängen?",
        "ein Opfer des Verkehrs",
        "So eine Sch***e!",
        "Die Spaßmacher kommen",
    ),
)
def test_false_friends_insult_nobody(text):
    assert insults.find(text) == []


def test_the_place_of_an_insult_is_the_word_alone():
    text = "Wer plant so etwas? Idioten! Danke."

    assert [text[each.start : each.end] for each in insults.find(text)] == ["Idioten"]


@pytest.mark.parametrize(
    ("text", "marks"),
    (
        ("Online-Casino mit Bonus", [("gluecksspiel", Strength.MEDIUM)]),
        (
            "Kredit ohne Schufa, alles unter https://bit.ly/x, wirklich ganz einfach",
            [("geld", Strength.STRONG), ("kurzlink", Strength.MEDIUM)],
        ),
        ("20 % Rabatt für alle", [("angebot", Strength.WEAK)]),
        ("https://example.org/karte", [("nur-link", Strength.WEAK)]),
        ("Mehr Bänke am Anger. " * 3, [("wiederholt", Strength.MEDIUM)]),
        ("Das Casino in der Straße zieht Kriminalität an.", []),
        ("Der Flohmarkt verkauft Gutscheine für den Kiez.", []),
        ("Wie hier zu sehen: https://example.org/karte ist der Weg sehr schmal", []),
    ),
)
def test_advertising_is_graded_by_its_marks(text, marks):
    assert [(mark.rule, mark.strength) for mark in spam.marks_in(text)] == marks
