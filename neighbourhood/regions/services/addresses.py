"""Bringing all addresses of the district in, fast: one COPY and one upsert."""

from django.conf import settings
from django.db import connection, transaction

from commons.imports import Report
from neighbourhood.regions.models import Address, PlanningArea
from neighbourhood.regions.services import address_files
from neighbourhood.regions.services.address_files import AddressRow, Area
from neighbourhood.regions.services.places import count_addresses

STAGE = """
    CREATE TEMPORARY TABLE incoming_address ON COMMIT DROP AS
    SELECT street, street_norm, number, suffix, postcode, ortsteil,
           planning_area_id, region_id, lon, lat
    FROM regions_address WITH NO DATA
"""
COPY = "COPY incoming_address FROM STDIN"
# `xmax` is 0 in a row that was inserted and not updated.
MERGE = """
    INSERT INTO regions_address AS known
        (street, street_norm, number, suffix, postcode, ortsteil,
         planning_area_id, region_id, lon, lat)
    SELECT * FROM incoming_address
    ON CONFLICT ON CONSTRAINT address_once DO UPDATE SET
        street_norm = excluded.street_norm,
        ortsteil = excluded.ortsteil,
        planning_area_id = excluded.planning_area_id,
        region_id = excluded.region_id,
        lon = coalesce(excluded.lon, known.lon),
        lat = coalesce(excluded.lat, known.lat)
    WHERE (known.street_norm, known.ortsteil, known.planning_area_id, known.region_id,
         known.lon, known.lat)
        IS DISTINCT FROM
        (excluded.street_norm, excluded.ortsteil, excluded.planning_area_id,
         excluded.region_id, coalesce(excluded.lon, known.lon),
         coalesce(excluded.lat, known.lat))
    RETURNING xmax = 0
"""


@transaction.atomic
def import_addresses(content: bytes) -> Report:
    """Take addresses over from a CSV file with the planning area of each.

    A bad row is refused by its line and the others come in. Addresses that the file
    does not name stay, and so do points that it does not tell. Afterwards the shares
    of streets, postcodes and Ortsteile are counted anew.

    Raises:
        TableError: the file as a whole is no such table; nothing has changed.
    """
    found = address_files.read(content, _areas())
    is_inserted = _merge(found.rows)
    if is_inserted:
        count_addresses()
    unchanged = len(found.rows) - len(is_inserted)
    return Report(
        created=["Adresse"] * is_inserted.count(True),
        changed=["Adresse"] * is_inserted.count(False),
        unchanged=["Adresse"] * unchanged,
        refused=found.refused,
    )


def _areas() -> dict[str, Area]:
    areas = PlanningArea.objects.filter(region__district_key=settings.DISTRICT_KEY)
    return {
        key: Area(pk, region_id)
        for key, pk, region_id in areas.values_list("key", "pk", "region_id")
    }


def _merge(rows: list[AddressRow]) -> list[bool]:
    """For each row that changed something: was it new?"""
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row(
                    (
                        row.street,
                        row.street_norm,
                        row.number,
                        row.suffix,
                        row.postcode,
                        row.ortsteil,
                        row.planning_area_id,
                        row.region_id,
                        row.lon,
                        row.lat,
                    )
                )
        cursor.execute(MERGE)
        is_inserted = [inserted for (inserted,) in cursor.fetchall()]
        cursor.execute("DROP TABLE incoming_address")
        cursor.execute(f"ANALYZE {Address._meta.db_table}")
    return is_inserted
