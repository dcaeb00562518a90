import json

import pytest
from shapely.geometry import box, mapping

from neighbourhood.regions.enums import LorVersion
from neighbourhood.regions.services import area_files
from neighbourhood.regions.services.area_files import Level, Problem

KAROW = mapping(box(13.46, 52.60, 13.49, 52.62))
IN_METRES = mapping(box(395_000, 5_825_000, 396_000, 5_826_000))


def feature(geometry=KAROW, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def content(*features):
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, indent=1).encode()


def problems(raw):
    return area_files.read(raw, district="03").problems


@pytest.mark.parametrize(
    ("properties", "level", "key", "name"),
    (
        ({"id": "033004", "name": "Karow"}, Level.REGION, "033004", "Karow"),
        ({"id": "033004", "bzr_name": "Karow"}, Level.REGION, "033004", "Karow"),
        (
            {"BZR_ID": "033004", "BZR_NAME": "Karow", "BEZ": "03"},
            Level.REGION,
            "033004",
            "Karow",
        ),
        (
            {"id": "03300411", "name": "Karow Nord"},
            Level.AREA,
            "03300411",
            "Karow Nord",
        ),
        (
            {"PLR_ID": "03300411", "PLR_NAME": "Karow Nord", "BZR_ID": "033004"},
            Level.AREA,
            "03300411",
            "Karow Nord",
        ),
        (
            {"plr_id": "03300411", "plr_name": "Karow Nord", "groesse_m2": 5.5},
            Level.AREA,
            "03300411",
            "Karow Nord",
        ),
    ),
)
def test_both_spellings_of_properties_are_read(properties, level, key, name):
    found = area_files.read(content(feature(**properties)), district="03")

    assert found.problems == []
    assert (found.level, found.version) == (level, LorVersion.SINCE_2021)
    assert [(area.key, area.name) for area in found.features] == [(key, name)]


@pytest.mark.parametrize(
    ("key", "version"),
    (
        ("030304", LorVersion.UNTIL_2020),
        ("033004", LorVersion.SINCE_2021),
        ("03030405", LorVersion.UNTIL_2020),
        ("03300411", LorVersion.SINCE_2021),
    ),
)
def test_the_key_tells_the_version(key, version):
    found = area_files.read(content(feature(id=key, name="Karow")), district="03")

    assert found.version == version


def test_size_is_taken_as_stated_or_measured():
    stated = feature(id="033004", name="Karow", m2=6610127.4)
    measured = feature(id="033005", name="Heinersdorf")

    found = area_files.read(content(stated, measured), district="03")

    assert found.features[0].area_m2 == 6_610_127
    assert found.features[1].area_m2 == pytest.approx(4_523_000, rel=0.01)


def test_other_districts_are_passed_over_and_counted():
    raw = content(
        feature(id="033004", name="Karow"), feature(id="126012", name="MV Süd")
    )

    found = area_files.read(raw, district="03")

    assert [area.key for area in found.features] == ["033004"]
    assert found.elsewhere == 1


def test_a_file_without_the_district_is_refused():
    raw = content(feature(id="126012", name="MV Süd"))

    assert problems(raw) == [
        Problem("Datei", "keine Fläche des Bezirks 03 unter 1 Flächen")
    ]


@pytest.mark.parametrize(
    ("raw", "where", "why"),
    (
        (b"", "Zeile 1, Spalte 1", "bricht mitten im JSON ab"),
        (b"<html>\n</html>", "Zeile 1, Spalte 1", "ist kein JSON"),
        (b'{"a":\n\xff}', "Zeile 2", "ist nicht in UTF-8 geschrieben"),
        (b"[1, 2]", "Datei", "ist kein GeoJSON"),
        (b'{"type": "Feature"}', "Datei", "ist keine GeoJSON-FeatureCollection"),
        (b"[" * 100_000, "Datei", "ist kein GeoJSON"),
        (b'{"n": ' + b"9" * 5000 + b"}", "Datei", "ist kein GeoJSON"),
    ),
)
def test_an_unreadable_file_is_refused_as_a_whole(raw, where, why):
    (problem,) = problems(raw)

    assert problem.where == where
    assert why in problem.why


def test_a_truncated_file_is_refused_with_its_line():
    whole = content(feature(id="033004", name="Karow"))
    raw = whole[: whole.index(b"13.49") + 3]

    (problem,) = problems(raw)

    line = raw.count(b"\n") + 1
    assert problem.where.startswith(f"Zeile {line}, Spalte ")
    assert "bricht mitten im JSON ab" in problem.why


@pytest.mark.parametrize(
    ("broken", "where", "why"),
    (
        ("text", "Feature 2", "ist kein GeoJSON-Feature"),
        ({"type": "Feature"}, "Feature 2", "hat keine Eigenschaften"),
        (feature(name="Karow"), "Feature 2", "hat keinen Schlüssel"),
        (feature(id="33004", name="Karow"), "Feature 2", "ging die führende Null"),
        (feature(id=33004, name="Karow"), "Feature 2", "ging die führende Null"),
        (feature(id="03x004", name="Karow"), "Feature 2", "kein Schlüssel mit 6"),
        (feature(id="033004"), "Feature 2 (033004)", "hat keinen Namen"),
        (feature(id="033004", name="K" * 81), "Feature 2 (033004)", "länger als 80"),
        (feature(None, id="033004", name="Karow"), "Feature 2 (033004)", "keine Geom"),
        (
            feature(IN_METRES, id="033004", name="Karow"),
            "Feature 2 (033004)",
            "sieht aus wie EPSG:25833",
        ),
        (
            feature(id="033005", name="Noch einmal"),
            "Feature 2 (033005)",
            "derselbe Schlüssel wie Feature 1 (033005)",
        ),
        (
            feature(id="03300411", name="Karow Nord"),
            "Feature 2 (03300411)",
            "Planungsraum, aber Feature 1 (033005) ist Bezirksregion",
        ),
        (
            feature(id="030304", name="Karow"),
            "Feature 2 (030304)",
            "Stand bis 2020, Feature 1 (033005) aber nicht",
        ),
    ),
)
def test_a_broken_feature_is_named(broken, where, why):
    (problem,) = problems(content(feature(id="033005", name="Heinersdorf"), broken))

    assert problem.where == where
    assert why in problem.why


def test_everything_that_is_wrong_is_named_at_once():
    raw = content(feature(name="A"), feature(name="B"), feature(id="033004", name="C"))

    assert [problem.where for problem in problems(raw)] == ["Feature 1", "Feature 2"]
