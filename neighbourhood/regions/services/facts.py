"""The district's regions as written facts: names, keys, points, and whose is what.

A district without a file here starts empty and gets its regions from
`import_regions`.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from commons.text import slugify_german, sort_key
from neighbourhood.regions.enums import LorVersion, PlaceKind
from neighbourhood.regions.models import Address, PlanningArea, Region
from neighbourhood.regions.rules import VALIDITY
from neighbourhood.regions.services.outlines import outlines_changed
from neighbourhood.regions.services.places import name_kieze, name_places

FOLDER = Path(__file__).resolve().parent.parent / "facts"
AREAS = {
    "areas_2021": LorVersion.SINCE_2021,
    "areas_until_2020": LorVersion.UNTIL_2020,
}


def _read(name: str) -> dict[str, Any]:
    path = FOLDER / f"{settings.DISTRICT_KEY}_{name}.json"
    if not path.exists():
        return {}
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


@transaction.atomic
def load_regions() -> int:
    """Add the regions and planning areas that are missing; change none."""
    created = 0
    for row in _read("regions").get("regions", ()):
        region, is_new = Region.objects.get_or_create(
            key_2021=row["key_2021"], defaults=_region(row)
        )
        created += is_new
        for column, version in AREAS.items():
            created += _load_areas(region, row[column], version)
    if created:
        name_kieze()
        outlines_changed()
    return created


def _region(row: dict[str, Any]) -> dict[str, Any]:
    lon, lat = row["label"]
    space_key, space_name = row["space"]
    return {
        "district_key": settings.DISTRICT_KEY,
        "number": row["number"],
        "roman": row["roman"],
        "name": row["name"],
        "slug": slugify_german(row["name"]),
        "sort_key": sort_key(row["name"]),
        "key_until_2020": row["key_until_2020"],
        "space_key": space_key,
        "space_name": space_name,
        "area_m2": row["area_m2"],
        "label_lon": lon,
        "label_lat": lat,
        "valid_from": VALIDITY[LorVersion.UNTIL_2020][0],
    }


def _load_areas(region: Region, names: dict[str, str], version: LorVersion) -> int:
    known = PlanningArea.objects.filter(lor_version=version, key__in=names)
    missing = set(names) - set(known.values_list("key", flat=True))
    valid_from, valid_until = VALIDITY[version]
    PlanningArea.objects.bulk_create(
        PlanningArea(
            region=region,
            lor_version=version,
            key=key,
            name=names[key],
            sort_key=sort_key(names[key]),
            valid_from=valid_from,
            valid_until=valid_until,
        )
        for key in sorted(missing)
    )
    return len(missing)


@transaction.atomic
def load_places() -> int:
    """Add streets, postcodes and Ortsteile with their shares, and names of Kieze.

    Imported addresses know better: then only the names of Kieze are added.
    """
    places = _read("places")
    if not places:
        return 0
    by_number = dict(Region.objects.values_list("number", "pk"))
    kieze = {
        name: {by_number[number]: 0} for name, number in places[PlaceKind.KIEZ].items()
    }
    created = name_places(PlaceKind.KIEZ, kieze)
    if Address.objects.exists():
        return created
    for kind in (PlaceKind.STREET, PlaceKind.POSTCODE, PlaceKind.ORTSTEIL):
        shares = {
            name: {by_number[int(number)]: count for number, count in counted.items()}
            for name, counted in places[kind].items()
        }
        created += name_places(kind, shares)
    return created
