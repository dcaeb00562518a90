"""`manage.py import_ideas FILE`: ideas collected elsewhere, columns mapped by name."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.management.base import CommandError

from commons.errors import RuleViolation
from commons.imports import ImportCommand, Refusal, Report
from commons.tables import Column, Row, read_csv
from neighbourhood.regions.models import Region
from participation.ideas.queries import places
from participation.ideas.queries.places import Place
from participation.ideas.services.intake import Entry, bring_in

# The headings each column may have; `--column text=Beschreibung` adds one.
HEADINGS = {
    "id": ("id", "url", "kennung", "nummer"),
    "title": ("titel", "title", "überschrift", "betreff"),
    "text": ("text", "beschreibung", "description", "inhalt"),
    "topic": ("kategorie_buerger", "kategorie", "thema", "category"),
    "date": ("datum", "date", "erstellt", "created"),
    "support": ("stimmen", "unterstützungen", "votes", "likes"),
    "lat": ("lat", "latitude", "breite"),
    "lon": ("lon", "lng", "longitude", "länge"),
}
REQUIRED = frozenset({"id", "title", "date"})
NO_TOPIC = "Ohne Thema"
# On a map that begins with a pin, people leave it there: of 2,393 real ideas 30 lay on
# two such points, and on no other more than four.
MOST_ON_ONE_PIN = 7


class Command(ImportCommand):
    help = "Ideen übernehmen, die anderswo gesammelt wurden (CSV)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--source",
            dest="name",
            required=True,
            help="Name der Sammlung, z. B. raddialog-2017",
        )
        parser.add_argument(
            "--region", help="alles in diesen Stadtteil, ohne Ort (Kürzel, z. B. karow)"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="gleich veröffentlichen, sonst in die Moderation",
        )
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="FELD=SPALTE",
            help=f"Spalte zuordnen; Felder: {', '.join(HEADINGS)}",
        )

    def bring_in(self, content: bytes, **options: Any) -> Report:
        region = _region(options["region"])
        columns = _columns(options["column"])
        entries, refused = [], []
        for row in read_csv(content, columns):
            try:
                entries.append(_entry(row, region))
            except (RuleViolation, ValueError) as problem:
                why = str(getattr(problem, "message", problem))
                refused.append(Refusal(f"Zeile {row.line}", why))
        self.say(f"{len(entries)} Zeilen gelesen, {len(refused)} abgelehnt")
        entries = self._without_default_pins(entries)
        report = bring_in(
            entries, source_name=options["name"], is_published=options["publish"]
        )
        report.refused[:0] = refused
        return report

    def _without_default_pins(self, entries: list[Entry]) -> list[Entry]:
        """Ideas that many others share the very point with have no place."""
        pins = Counter(_pin(entry) for entry in entries)
        crowded = {
            pin
            for pin, ideas in pins.items()
            if pin is not None and ideas > MOST_ON_ONE_PIN
        }
        for lon, lat in sorted(crowded):
            self.say(
                f"{pins[lon, lat]} Ideen liegen genau auf {lat}; {lon}, wohl der Mitte "
                "der Karte: ohne Ort übernommen"
            )
        return [
            replace(entry, place=places.without_place(entry.place.region))
            if _pin(entry) in crowded
            else entry
            for entry in entries
        ]


def _pin(entry: Entry) -> tuple[float, float] | None:
    lon, lat = entry.place.lon, entry.place.lat
    return None if lon is None or lat is None else (lon, lat)


def _columns(mappings: list[str]) -> list[Column]:
    headings = {key: list(names) for key, names in HEADINGS.items()}
    for mapping in mappings:
        key, equals, heading = mapping.partition("=")
        if key not in headings or not equals or not heading:
            known = ", ".join(HEADINGS)
            message = f"--column {mapping}: erwartet FELD=SPALTE, Felder: {known}."
            raise CommandError(message)
        headings[key].insert(0, heading)
    return [
        Column(key, tuple(names), is_required=key in REQUIRED)
        for key, names in headings.items()
    ]


def _region(slug: str | None) -> Region | None:
    if slug is None:
        return None
    region = Region.objects.filter(slug=slug).first()
    if region is None:
        known = ", ".join(_slugs())
        message = f"Den Stadtteil „{slug}“ gibt es nicht. Bekannt sind: {known}."
        raise CommandError(message)
    return region


def _slugs() -> Iterator[str]:
    yield from Region.objects.order_by("number").values_list("slug", flat=True)


def _entry(row: Row, region: Region | None) -> Entry:
    values = {key: value.strip() for key, value in row.values.items()}
    if not values["title"] or not values["id"]:
        message = "Titel oder Kennung fehlt"
        raise ValueError(message)
    return Entry(
        line=row.line,
        source_id=values["id"],
        title=values["title"],
        text=values.get("text", ""),
        topic_name=values.get("topic") or NO_TOPIC,
        received_on=_date(values["date"]),
        support=_support(values.get("support", "")),
        place=places.without_place(region) if region else _place(values),
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        message = f"„{text}“ ist kein Datum der Form JJJJ-MM-TT"
        raise ValueError(message) from None


def _support(text: str) -> int:
    if not text:
        return 0
    if not text.isdigit():
        message = f"„{text}“ ist keine Anzahl von Unterstützungen"
        raise ValueError(message)
    return int(text)


def _place(values: dict[str, str]) -> Place:
    try:
        lon, lat = float(values.get("lon", "")), float(values.get("lat", ""))
    except ValueError:
        message = "ohne Ort; mit --region kommt alles in einen Stadtteil"
        raise ValueError(message) from None
    return places.place_at_pin(lon, lat)
