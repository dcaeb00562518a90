import json

import pytest
import shapely
from django.core.management import CommandError, call_command
from shapely.geometry import shape

from neighbourhood.regions.enums import PlaceKind
from neighbourhood.regions.models import (
    OutlineGeneration,
    PlaceName,
    PlanningArea,
    PlanningAreaOutline,
    Region,
    RegionOutline,
)
from neighbourhood.regions.queries import (
    find_region,
    generation,
    geometry,
    map_shapes,
)
from neighbourhood.regions.services.areas import import_areas
from tests.shared_data import shared

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_memory():
    generation.forget()
    yield
    generation.forget()


def counts(report):
    return (
        len(report.created),
        len(report.changed),
        len(report.unchanged),
        len(report.refused),
    )


def bring(name, district="03"):
    return import_areas(shared(f"lor/{name}.geojson").read_bytes(), district=district)


def everything():
    return {
        "regions": list(Region.everywhere.order_by("pk").values()),
        "areas": list(PlanningArea.objects.order_by("pk").values()),
        "outlines": list(RegionOutline.objects.order_by("pk").values()),
        "area outlines": list(PlanningAreaOutline.objects.order_by("pk").values()),
    }


@pytest.mark.parametrize(
    ("name", "count"),
    (
        ("bzr2021-1m", 16),
        ("bzr2021-5m", 16),
        ("bzr2021-full", 16),
        ("bzrpre-1m", 16),
        ("plr2021-1m", 60),
        ("plr2021-5m", 60),
        ("plrpre-1m", 40),
    ),
)
def test_each_official_form_comes_in_once(name, count):
    assert counts(bring(name)) == (0, count, 0, 0)
    before = everything()

    assert counts(bring(name)) == (0, 0, count, 0)
    assert everything() == before


def test_the_city_s_file_gives_one_district_and_leaves_the_others():
    assert counts(bring("berlin_bezirksregionen_2021")) == (0, 16, 0, 0)
    assert Region.everywhere.count() == 16


@pytest.mark.parametrize(("district", "count"), (("12", 12), ("09", 20), ("01", 10)))
def test_any_district_comes_in_from_nothing(settings, district, count):
    settings.DISTRICT_KEY = district

    first = bring("berlin_bezirksregionen_2021", district)
    second = bring("berlin_bezirksregionen_2021", district)

    assert counts(first) == (count, 0, 0, 0)
    assert counts(second) == (0, 0, count, 0)
    numbers = Region.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, count + 1))
    assert len(map_shapes().shapes) == count
    assert map_shapes().is_schematic is False


def test_another_district_leaves_this_one_alone():
    bring("berlin_bezirksregionen_2021", "12")

    assert Region.objects.count() == 16
    assert len(map_shapes().shapes) == 16


def test_older_outlines_only_fill_a_gap():
    bring("bzr2021-1m")
    before = everything()

    assert counts(bring("bzrpre-1m")) == (0, 0, 16, 0)
    assert everything() == before


def test_newer_outlines_replace_older_ones():
    bring("bzrpre-1m")

    assert counts(bring("bzr2021-1m")) == (0, 16, 0, 0)


def test_neighbours_keep_one_border_at_both_levels():
    bring("plr2021-1m")

    for level in ("fine", "coarse"):
        outlines = PlanningAreaOutline.objects.values_list(level, flat=True)
        areas = [geometry.shape_to_metres(shape(outline)) for outline in outlines]
        # Rounding to five digits moves a corner by less than a metre.
        assert shapely.coverage_is_valid(areas, gap_width=0)


def test_fine_outlines_stay_true_and_coarse_ones_get_small():
    raw = json.loads(shared("lor/bzr2021-full.geojson").read_text())
    given = {f["properties"]["id"]: shape(f["geometry"]) for f in raw["features"]}
    bring("bzr2021-full")

    for outline in RegionOutline.objects.select_related("region"):
        official = geometry.shape_to_metres(given[outline.region.key_2021])
        stored = geometry.shape_to_metres(shape(outline.fine))
        assert shapely.hausdorff_distance(stored, official) < 8
    coarse = RegionOutline.objects.values_list("coarse", flat=True)
    assert sum(len(json.dumps(outline)) for outline in coarse) < 40_000


def test_label_points_stay_where_they_lie_inside():
    before = dict(Region.objects.values_list("number", "label_lon"))

    bring("bzr2021-1m")

    assert dict(Region.objects.values_list("number", "label_lon")) == before


def test_planning_areas_get_a_label_point_inside():
    bring("plr2021-1m")

    for outline in PlanningAreaOutline.objects.select_related("planning_area"):
        area = outline.planning_area
        assert shapely.contains_xy(shape(outline.fine), area.label_lon, area.label_lat)


def test_the_map_is_exact_after_the_import(django_capture_on_commit_callbacks):
    assert map_shapes().is_schematic is True

    with django_capture_on_commit_callbacks(execute=True):
        bring("bzr2021-1m")

    drawn = map_shapes()
    assert drawn.is_schematic is False
    assert sum(len(each.path) for each in drawn.shapes) < 8_000
    assert OutlineGeneration.objects.get(pk="03").number == 2


def damaged(old, new, name="bzr2021-1m"):
    raw = shared(f"lor/{name}.geojson").read_bytes()
    assert old in raw
    return raw.replace(old, new)


def test_an_unknown_region_is_refused_and_nothing_changes():
    before = everything()

    report = import_areas(damaged(b'"033004"', b'"033099"'), district="03")

    assert [refusal.why for refusal in report.refused] == ["unbekannte Bezirksregion"]
    assert "(033099)" in report.refused[0].where
    assert counts(report)[:3] == (0, 0, 0)
    assert everything() == before


def test_an_unknown_planning_area_is_refused_and_nothing_changes():
    before = everything()
    raw = damaged(b'"03300411"', b'"03300499"', "plr2021-1m")

    report = import_areas(raw, district="03")

    assert [refusal.why for refusal in report.refused] == ["unbekannter Planungsraum"]
    assert everything() == before


def test_a_planning_area_of_an_unknown_region_is_refused(settings):
    settings.DISTRICT_KEY = "12"
    raw = damaged(b'"033004', b'"126004', "plr2021-1m")

    report = import_areas(raw, district="12")

    assert {refusal.why for refusal in report.refused} == {
        "gehört zu einer unbekannten Bezirksregion 126004"
    }


def test_old_regions_of_an_unknown_district_are_refused_with_a_hint(settings):
    settings.DISTRICT_KEY = "12"
    raw = shared("lor/bzrpre-1m.geojson").read_bytes().replace(b'"03', b'"12')

    report = import_areas(raw, district="12")

    assert report.refused[0].why == (
        "unbekannte Bezirksregion; zuerst die Bezirksregionen seit 2021 einspielen"
    )


def test_one_broken_outline_keeps_all_others_out():
    before = everything()
    document = json.loads(shared("lor/bzr2021-1m.geojson").read_text())
    ring = document["features"][7]["geometry"]["coordinates"][0]
    ring[1], ring[20] = ring[20], ring[1]

    report = import_areas(json.dumps(document).encode(), district="03")

    assert [refusal.where[:9] for refusal in report.refused] == ["Feature 8"]
    assert "ungültig: Self-intersection" in report.refused[0].why
    assert everything() == before


def test_another_coordinate_system_is_named_for_each_feature():
    document = json.loads(shared("lor/bzr2021-5m.geojson").read_text())
    for each in document["features"]:
        moved = geometry.shape_to_metres(shape(each["geometry"]))
        each["geometry"] = shapely.geometry.mapping(moved)

    report = import_areas(json.dumps(document).encode(), district="03")

    assert len(report.refused) == 16
    assert "sieht aus wie EPSG:25833 (ETRS89 / UTM 33N)" in report.refused[0].why


def test_the_command_reports_and_a_dry_run_changes_nothing(capsys):
    before = everything()
    path = str(shared("lor/bzr2021-1m.geojson"))

    call_command("import_regions", path, "--dry-run")

    assert "neu 0, geändert 16, unverändert 0, abgelehnt 0" in capsys.readouterr().out
    assert everything() == before


def test_the_command_fails_on_a_truncated_file(tmp_path, capsys):
    whole = shared("lor/bzr2021-1m.geojson").read_bytes()
    cut = tmp_path / "cut.geojson"
    cut.write_bytes(whole[: len(whole) // 2])

    with pytest.raises(CommandError, match="Nichts übernommen"):
        call_command("import_regions", str(cut))

    line = whole[: len(whole) // 2].count(b"\n") + 1
    assert f"Zeile {line}, Spalte" in capsys.readouterr().out


def test_new_planning_areas_lead_to_their_region_by_name():
    PlanningArea.objects.all().delete()
    PlaceName.objects.filter(kind=PlaceKind.KIEZ).delete()

    assert counts(bring("plr2021-1m")) == (60, 0, 0, 0)

    assert find_region("Florakiez").region.roman == "VI"
