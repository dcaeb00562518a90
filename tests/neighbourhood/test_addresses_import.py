import pytest
from django.core.management import CommandError, call_command

from commons.tables import TableError
from neighbourhood.regions.enums import PlaceKind
from neighbourhood.regions.models import Address, PlaceShare
from neighbourhood.regions.queries import find_region, suggest_addresses
from neighbourhood.regions.services.addresses import import_addresses
from tests.shared_data import shared

pytestmark = pytest.mark.django_db

HEAD = "strasse,hnr,zusatz,plz,ortsteil,plr_id"
GOOD = "Neulandweg,1,,13125,Karow,03300412"


def table(*rows, head=HEAD):
    return "\n".join([head, *rows, ""]).encode()


def counts(report):
    return (
        len(report.created),
        len(report.changed),
        len(report.unchanged),
        len(report.refused),
    )


def shares():
    return set(
        PlaceShare.objects.exclude(place__kind=PlaceKind.KIEZ).values_list(
            "place__kind", "place__name", "region__number", "addresses"
        )
    )


def test_all_48429_addresses_come_in_and_bear_the_facts_out():
    content = shared("addresses/pankow_adressen_plr.csv").read_bytes()
    written_as_facts = shares()

    first, second = import_addresses(content), import_addresses(content)

    assert counts(first) == (48_429, 0, 0, 0)
    assert counts(second) == (0, 0, 48_429, 0)
    assert shares() == written_as_facts
    assert find_region("Florastr. 12, 13187").region.roman == "VI"
    assert suggest_addresses("berliner str 120")[0].value == (
        "Berliner Straße 120, 13187 Berlin"
    )


def test_an_address_takes_region_and_area_from_its_key():
    import_addresses(table(GOOD))

    address = Address.objects.get()
    assert (str(address), address.street_norm) == (
        "Neulandweg 1, 13125 Berlin",
        "neulandweg",
    )
    assert address.region.name == "Karow"
    assert address.planning_area.name == "Karow Bahnhof"


def test_an_address_that_moved_to_another_area_is_changed():
    import_addresses(table(GOOD, "Neulandweg,2,,13125,Karow,03300412"))

    report = import_addresses(
        table(
            GOOD,
            "Neulandweg,2,,13125,Buch,03100102",
            "Neulandweg,3,a,13125,Karow,03300412",
        )
    )

    assert counts(report) == (1, 1, 1, 0)
    assert Address.objects.get(number=2).region.name == "Buch"


def test_the_shares_are_counted_anew():
    import_addresses(table(GOOD, "Neulandweg,2,,13125,Karow,03100102"))

    assert shares() == {
        ("street", "Neulandweg", 4, 1),
        ("street", "Neulandweg", 1, 1),
        ("postcode", "13125", 4, 1),
        ("postcode", "13125", 1, 1),
        ("ortsteil", "Karow", 4, 1),
        ("ortsteil", "Karow", 1, 1),
    }


@pytest.mark.parametrize(
    ("row", "why"),
    (
        ("Neulandweg,1,,13125,Karow,03999999", "Planungsraum '03999999' ist unbekannt"),
        ("Neulandweg,1,,13125,Karow,", "Planungsraum '' ist unbekannt"),
        (",1,,13125,Karow,03300412", "Straße fehlt"),
        ("☃,1,,13125,Karow,03300412", "Straße fehlt"),
        ("N" * 121 + ",1,,13125,Karow,03300412", "Straße ist länger als 120 Zeichen"),
        ("Neulandweg,1-3,,13125,Karow,03300412", "Hausnummer '1-3' ist ungültig"),
        ("Neulandweg,²,,13125,Karow,03300412", "Hausnummer '²' ist ungültig"),
        ("Neulandweg,1,1/2,13125,Karow,03300412", "Zusatz '1/2' ist ungültig"),
        ("Neulandweg,1,,1312,Karow,03300412", "Postleitzahl '1312' ist ungültig"),
        ("Neulandweg,1,,13125,,03300412", "Ortsteil fehlt"),
        (GOOD, "dieselbe Adresse wie in Zeile 2"),
    ),
)
def test_a_bad_row_is_named_by_its_line_and_the_others_come_in(row, why):
    report = import_addresses(table(GOOD, row, "Neulandweg,2,,13125,Karow,03300412"))

    assert [str(refusal) for refusal in report.refused] == [f"Zeile 3: {why}"]
    assert counts(report)[:3] == (2, 0, 0)


def test_squares_without_numbers_come_in_once():
    rows = table("Neulandplatz,,,13125,Karow,03300412")

    assert counts(import_addresses(rows)) == (1, 0, 0, 0)
    assert counts(import_addresses(rows)) == (0, 0, 1, 0)
    assert str(Address.objects.get()) == "Neulandplatz, 13125 Berlin"


def test_semicolons_and_other_headings_are_read():
    head = "Straße;Hausnummer;PLZ;Ortsteil;PLR_ID"

    report = import_addresses(table("Neulandweg;7;13125;Karow;03300412", head=head))

    assert counts(report) == (1, 0, 0, 0)
    assert Address.objects.get().number == 7


@pytest.mark.parametrize(
    ("content", "why"),
    (
        (b"", "Die Datei ist leer"),
        (b"strasse,hnr\nNeulandweg,1\n", "Es fehlt: plz"),
        (table("Neulandweg,1,,13125,Karow,03300412,mehr"), "7 Zellen"),
    ),
)
def test_a_table_that_is_none_changes_nothing(content, why):
    before = shares()

    with pytest.raises(TableError, match=why):
        import_addresses(content)

    assert not Address.objects.exists()
    assert shares() == before


def test_the_command_reports_and_a_dry_run_changes_nothing(tmp_path, capsys):
    path = tmp_path / "addresses.csv"
    path.write_bytes(table(GOOD, "Neulandweg,x,,13125,Karow,03300412"))

    call_command("import_addresses", str(path), "--dry-run")

    out = capsys.readouterr().out
    assert "neu 1, geändert 0, unverändert 0, abgelehnt 1" in out
    assert "Zeile 3: Hausnummer 'x' ist ungültig" in out
    assert not Address.objects.exists()


def test_the_command_fails_when_every_row_is_refused(tmp_path):
    path = tmp_path / "addresses.csv"
    path.write_bytes(table("Neulandweg,x,,13125,Karow,03300412"))

    with pytest.raises(CommandError, match="Nichts übernommen"):
        call_command("import_addresses", str(path))


def test_points_come_along_and_stay_when_a_later_file_has_none():
    head = f"{HEAD},lon,lat"
    placed = GOOD + ",13.4612,52.6101"

    first = import_addresses(table(placed, head=head))
    again = import_addresses(table(placed, head=head))
    without = import_addresses(table(GOOD))

    assert [counts(report) for report in (first, again, without)] == [
        (1, 0, 0, 0),
        (0, 0, 1, 0),
        (0, 0, 1, 0),
    ]
    assert Address.objects.get().point == (13.4612, 52.6101)


@pytest.mark.parametrize(
    ("point", "why"),
    (
        ("52.6101,13.4612", "vertauschte Achsen"),
        ("13.4612,", "ist keine Zahl"),
        ("nan,nan", "liegt nicht in Berlin"),
        ("0,0", "liegt nicht in Berlin"),
    ),
)
def test_a_point_elsewhere_is_refused_with_its_line(point, why):
    report = import_addresses(table(f"{GOOD},{point}", head=f"{HEAD},lon,lat"))

    assert counts(report) == (0, 0, 0, 1)
    assert report.refused[0].where == "Zeile 2"
    assert why in report.refused[0].why
