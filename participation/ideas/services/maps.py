"""Keeping the counters of the map true."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from neighbourhood.regions.queries.map_view import cell_of
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.queries.maps import FIRST_ZOOM, LAST_ZOOM
from participation.moderation.enums import Publication

ADD = """
INSERT INTO ideas_mapcell AS cell
    (zoom, "column", "row", region_id, topic_id, "case", ideas, lon_sum, lat_sum)
SELECT counted.*, 1, %(lon)s, %(lat)s
FROM unnest(%(zooms)s::int[], %(columns)s::int[], %(rows)s::int[])
    AS place(zoom, "column", "row"),
    LATERAL (SELECT place.zoom, place."column", place."row",
        %(region)s::bigint, %(topic)s::bigint, %(case)s) AS counted
ORDER BY 1
ON CONFLICT (zoom, "column", "row", region_id, topic_id, "case") DO UPDATE SET
    ideas = cell.ideas + 1,
    lon_sum = cell.lon_sum + excluded.lon_sum,
    lat_sum = cell.lat_sum + excluded.lat_sum
"""
TAKE = """
UPDATE ideas_mapcell AS cell SET
    ideas = cell.ideas - 1,
    lon_sum = cell.lon_sum - %(lon)s,
    lat_sum = cell.lat_sum - %(lat)s
FROM unnest(%(zooms)s::int[], %(columns)s::int[], %(rows)s::int[])
    AS place(zoom, "column", "row")
WHERE cell.zoom = place.zoom AND cell."column" = place."column"
    AND cell."row" = place."row" AND cell.region_id = %(region)s
    AND cell.topic_id = %(topic)s AND cell."case" = %(case)s
"""
REBUILD_PART = """
INSERT INTO ideas_mapcell
    (zoom, "column", "row", region_id, topic_id, "case", ideas, lon_sum, lat_sum)
SELECT zoom,
    floor((lon + 180) / 360 * 4 * power(2, zoom))::int,
    floor((0.5 - ln((1 + sin(radians(lat))) / (1 - sin(radians(lat))))
        / (4 * pi())) * 4 * power(2, zoom))::int,
    region_id, topic_id, "case", count(*), sum(lon), sum(lat)
FROM ideas_idea, generate_series(%(first)s, %(last)s) AS zoom
WHERE publication = 'published' AND lon IS NOT NULL
GROUP BY 1, 2, 3, 4, 5, 6
"""


@contextmanager
def recounted(idea: Idea) -> Iterator[None]:
    """Change a locked idea inside; its cells follow in the same transaction."""
    before = _counted(idea)
    yield
    after = _counted(idea)
    if before == after:
        return
    with connection.cursor() as cursor:
        if before:
            cursor.execute(TAKE, before)
        if after:
            cursor.execute(ADD, after)


@transaction.atomic
def rebuild() -> None:
    """Count all cells anew, after an import or a doubt."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE ideas_mapcell IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM ideas_mapcell")
        cursor.execute(REBUILD_PART, {"first": FIRST_ZOOM, "last": LAST_ZOOM})


def _counted(idea: Idea) -> dict[str, Any] | None:
    if idea.publication != Publication.PUBLISHED or idea.lon is None:
        return None
    if idea.lat is None or idea.region_id is None:
        return None
    zooms = list(range(FIRST_ZOOM, LAST_ZOOM + 1))
    cells = [cell_of(idea.lon, idea.lat, zoom) for zoom in zooms]
    return {
        "zooms": zooms,
        "columns": [column for column, _row in cells],
        "rows": [row for _column, row in cells],
        "region": idea.region_id,
        "topic": idea.topic_id,
        "case": Case(idea.case).value,
        "lon": idea.lon,
        "lat": idea.lat,
    }
