"""What the desk notices in the words of a contribution, on made-up and real texts."""

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from participation.moderation.enums import HintCode
from participation.moderation.screening import Screened, checks, personal, wording

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data"
BONN = (
    Path(os.environ.get("BINDEGLIED_DATA", FOLDER))
    / "contributions"
    / "bonn_raddialog_2017.csv"
)
WORD_CHECKS = (
    checks.personal_data,
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
    "text",
    (
        "Rufen Sie mich an: 030 90295 2700",
        "Tel. 030/90295-2700",
        "Telefon (030) 90 29 50",
        "mobil 0151 23456789, abends",
        "0171/2345678",
        "+49 30 902950",
        "+49(0)30-90295-2700",
        "0049 30 902950",
        "Meine Nummer ist 01512345678.",
    ),
)
def test_a_telephone_number_is_seen_in_every_german_spelling(text):
    assert personal.kinds_in(text) == [personal.PHONE]


@pytest.mark.parametrize(
    "text",
    (
        "Am 01.02.2017 und am 03.04.2018 war es glatt.",
        "Am 01. 02. 2017 gesehen",
        "geöffnet 08.00-18.00 Uhr und 09:30 bis 12:45",
        "Das kostet 0,50 € oder 10.000 Euro.",
        "Postleitzahl 13187, Hausnummer 12-14",
        "Auf der B 96a, der A 114 und der L 30",
        "bei 52.5697, 13.4019 an der Laterne 0123",
        "Plan von 2017-2019, Beschluss VIII-0420/2019",
        "https://www.google.de/maps/@50.7243266,7.149588,0304567890z",
        "Drs. 0456/17 vom 05.06.17",
    ),
)
def test_dates_hours_prices_and_roads_are_no_personal_data(text):
    assert personal.kinds_in(text) == []


@pytest.mark.parametrize(
    "text",
    (
        "Schreiben Sie an anwohnerin@example.org.",
        "vorname.nachname (at) mail.example.com",
        "ICH@EXAMPLE.DE",
    ),
)
def test_an_email_address_is_seen(text):
    assert personal.kinds_in(text) == [personal.EMAIL]


def test_the_mailbox_of_an_office_is_no_personal_data():
    assert personal.kinds_in("post.spk@ba-pankow.berlin.de") == []


@pytest.mark.parametrize(
    "text",
    (
        "Spenden an DE89 3704 0044 0532 0130 00 bitte",
        "DE89370400440532013000",
        "de89 3704 0044 0532 0130 00",
        "AT61 1904 3002 3457 3201 danke",
    ),
)
def test_an_iban_with_right_check_digits_is_seen(text):
    assert personal.kinds_in(text) == [personal.IBAN]


@pytest.mark.parametrize(
    "text", ("DE88 3704 0044 0532 0130 00", "EN12 3456 7890 1234 5678")
)
def test_an_iban_with_wrong_check_digits_is_left_alone(text):
    assert personal.IBAN not in personal.kinds_in(text)


@pytest.mark.parametrize(
    "text",
    (
        "Der Wagen B-AB 1234 parkt dort jeden Tag.",
        "Immer BAR-XY 99, auf dem Radweg",
        "Elektroauto B-MW 77E",
        "mit dem Kennzeichen B AB 1234",
    ),
)
def test_a_number_plate_is_seen(text):
    assert personal.kinds_in(text) == [personal.PLATE]


@pytest.mark.parametrize(
    "text",
    ("Die B 96 a und die U 2", "Buslinie M 13", "DIN-EN 1176", "Vor der S-Bahn 3"),
)
def test_roads_and_standards_are_no_number_plates(text):
    assert personal.kinds_in(text) == []


@pytest.mark.parametrize(
    ("text", "language"),
    (
        ("There should be more benches in the park for the old people.", "en"),
        ("Bu parkta daha çok bank ve bir çeşme olmalı, çocuklar için.", "tr"),  # noqa: RUF001 -- Turkish
        ("W parku jest za mało ławek i nie ma kosza na śmieci.", "pl"),
        ("В парке нужны новые скамейки и фонтан для детей.", "cyrillic"),  # noqa: RUF001 -- Russian
        ("نحتاج إلى مقاعد جديدة في الحديقة", "arabic"),
        ("公园需要新的长椅和给孩子们的饮水处谢谢", "other"),
        ("Im Park fehlen Bänke, und der Brunnen ist kaputt.", ""),
        ("Shared Space am Helmholtzplatz: ein Workshop mit Kids for Future", ""),
        ("Bank", ""),
    ),
)
def test_another_language_is_noticed(text, language):
    assert wording.other_language(text) == language


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


def test_personal_data_is_found_wherever_it_stands_in_a_real_text(real_texts):
    planted = "Rückfragen bitte an 0151 23456789 oder mail@example.org"

    missed = [
        title
        for title, text in real_texts[::20]
        if personal.kinds_in(f"{title}\n{text}\n{planted}")
        != [personal.PHONE, personal.EMAIL]
        or personal.kinds_in(f"{planted} {text}") != [personal.PHONE, personal.EMAIL]
    ]

    assert missed == []
