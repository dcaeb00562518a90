"""Personal data in texts: found in every German spelling, and hardly ever where none is."""

import csv
import time

import pytest

from commons import personal
from tests.shared_data import shared


@pytest.fixture(scope="module")
def real_texts():
    path = shared("contributions/bonn_raddialog_2017.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["titel"], row["text"]) for row in csv.DictReader(file)]


def pieces(text):
    return [
        (found.kind, text[found.start : found.end]) for found in personal.find(text)
    ]


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


def test_real_texts_of_a_city_hold_no_personal_data(real_texts):
    found = [pieces(f"{title}\n\n{text}") for title, text in real_texts]

    assert len(found) == 2393
    assert [each for each in found if each] == []


@pytest.mark.parametrize(
    ("text", "home"),
    (
        ("Herr Schulze, Görschstraße 12, parkt dort.", "Herr Schulze, Görschstraße 12"),
        (
            "Familie Kaya aus der Hausnummer 14 grillt",
            "Familie Kaya aus der Hausnummer 14",
        ),
        (
            "Petra Lehmann wohnt in der Breiten Straße 5",
            "Petra Lehmann wohnt in der Breiten Straße 5",
        ),
        ("Bei Frau Dr. Weber (Florastr. 3 b) ist es laut", "Weber (Florastr. 3 b"),
    ),
)
def test_a_name_with_the_house_is_seen(text, home):
    kind, words = pieces(text)[0]

    assert (kind, words.endswith(home)) == (personal.HOME, True)


@pytest.mark.parametrize(
    "text",
    (
        "In der Max Planck Straße 5 fehlt eine Bank",
        "Frau Holle ist im Programm. Görschstraße 12 hat geöffnet.",
        "Spielplatz, Görschstraße 12",
        "Die Anna Seghers Straße 12 und die Peter Hille Straße 5",
        "Herr Bürgermeister, bitte handeln Sie!",
    ),
)
def test_a_street_with_a_name_is_no_persons_home(text):
    assert pieces(text) == []


@pytest.mark.parametrize(
    ("text", "plate"),
    (
        ("Dort steht B AB 1234 jeden Tag", "B AB 1234"),
        ("Kennzeichen: bar-xy 99", "bar-xy 99"),
        ("Nummernschild B-AB 1", "B-AB 1"),
    ),
)
def test_a_plate_is_seen_with_spaces_and_in_small_letters(text, plate):
    assert pieces(text) == [(personal.PLATE, plate)]


def test_an_iban_with_hyphens_ends_where_it_ends():
    text = "an DE89-3704-0044-0532-0130-00 bis Ende Mai"

    assert pieces(text) == [(personal.IBAN, "DE89-3704-0044-0532-0130-00")]


@pytest.mark.parametrize("number", ("115", "(030) 115", "112", "116117"))
def test_numbers_of_everybody_are_nobodys(number):
    assert pieces(f"Ich habe {number} angerufen") == []


def test_places_are_those_of_the_text_as_it_was_written():
    text = "Am 01.02.2017 unter www.example.org/030123456 und dann 0151 23456789."

    assert pieces(text) == [(personal.PHONE, "0151 23456789")]


@pytest.mark.parametrize(
    "piece", ("Aa", "a.", "0 ", "Frau Ab, ", "Ab-A 1", "DE89 ", "Kennzeichen a ")
)
def test_a_hostile_text_takes_no_time(piece):
    text = (piece * 10_000)[:10_000]
    begun = time.process_time()

    personal.find(text)

    assert time.process_time() - begun < 1
