import pytest

from neighbourhood.regions.queries.names import (
    WrittenAddress,
    compact,
    read_address,
    stem_of_kiez,
)


@pytest.mark.parametrize(
    "written",
    (
        "Schönhauser Straße",
        "schönhauser strasse",
        "SCHÖNHAUSER STRASSE",
        "Schoenhauser Str.",
        "Schönhauserstr",
        "Schönhauser-Straße",
        "  Schönhauser   Str ",
    ),
)
def test_spellings_of_a_street_come_out_equal(written):
    assert compact(written) == "schoenhauserstrasse"


@pytest.mark.parametrize(
    ("text", "address"),
    (
        ("Florastr. 12", WrittenAddress("florastrasse", 12)),
        ("Florastraße 12a", WrittenAddress("florastrasse", 12, "a")),
        ("Florastraße 12 A", WrittenAddress("florastrasse", 12, "a")),
        (
            "Florastr. 12 a, 13187 Berlin",
            WrittenAddress("florastrasse", 12, "a", "13187"),
        ),
        ("13187 Florastr. 12", WrittenAddress("florastrasse", 12, "", "13187")),
        ("Berliner Straße 120-121", WrittenAddress("berlinerstrasse", 120)),
        ("Wilhelmstr 9/10", WrittenAddress("wilhelmstrasse", 9)),
        ("Straße 52 7", WrittenAddress("strasse52", 7)),
        ("Platz der Stadt Berlin 3", WrittenAddress("platzderstadtberlin", 3)),
        ("Arnimplatz", WrittenAddress("arnimplatz")),
        ("13125 Karow", WrittenAddress("karow", postcode="13125")),
        ("13125", WrittenAddress("", postcode="13125")),
        ("Berlin", WrittenAddress("")),
        ("", WrittenAddress("")),
        ("☃", WrittenAddress("")),
    ),
)
def test_an_address_is_taken_apart(text, address):
    assert read_address(text) == address


@pytest.mark.parametrize(
    ("text", "stem"),
    (
        ("Winskiez", "wins"),
        ("Bötzow-Viertel", "boetzow"),
        ("Märchensiedlung", "maerchen"),
        ("Kiez", ""),
        ("Karow", ""),
    ),
)
def test_a_kiez_begins_as_its_street_does(text, stem):
    assert stem_of_kiez(text) == stem
