"""What would come in: kept for the page that asks before a calendar is connected."""

from typing import Any

from commons.foreign_calendars.meetings import Reading
from events.calendar.models import CalendarSource
from events.calendar.services import source_places

MOST_ROWS, MOST_UNREAD = 100, 200
LONGEST_TITLE = 120


def keep(source: CalendarSource, reading: Reading) -> None:
    """Rows for the places, and what the page shows of the events."""
    source_places.keep(source, [one.where for one in reading.meetings])
    CalendarSource.objects.filter(pk=source.pk).update(preview=_preview_of(reading))


def unread_of(reading: Reading) -> list[dict[str, Any]]:
    """What did not come in, and why, as codes."""
    return [
        {"line": one.line, "title": one.title[:LONGEST_TITLE], "why": one.why.value}
        for one in reading.unread[:MOST_UNREAD]
    ]


def _preview_of(reading: Reading) -> dict[str, Any]:
    coming = [one for one in reading.meetings if not one.is_cancelled]
    return {
        "total": len(coming),
        "dates": sum(len(one.times) for one in coming),
        "unread": len(reading.unread),
        "rows": [
            {
                "title": one.title[:LONGEST_TITLE],
                "starts_at": one.times[0].starts_at.isoformat(),
                "ends_at": one.times[0].ends_at.isoformat(),
                "dates": len(one.times),
                "where": source_places.cut(one.where),
                "point": list(one.point) if one.point else None,
            }
            for one in coming[:MOST_ROWS]
        ],
    }
