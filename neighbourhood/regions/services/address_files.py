"""Reading a CSV file of addresses with their planning areas; writes nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from commons.imports import Refusal
from commons.tables import Column, Row, read_csv
from neighbourhood.regions.queries.geometry import is_in_berlin, looks_like
from neighbourhood.regions.queries.names import compact

COLUMNS = (
    Column("street", ("strasse", "str", "strassenname")),
    Column("number", ("hnr", "hausnummer", "hausnr")),
    Column("suffix", ("zusatz", "hnrz", "hausnummernzusatz"), is_required=False),
    Column("postcode", ("plz", "postleitzahl")),
    Column("ortsteil", ("ortsteil", "ot_name")),
    Column("area", ("plr_id", "plr", "planungsraum", "plr_schluessel")),
    Column("lon", ("lon", "laenge", "laengengrad", "geo_lon"), is_required=False),
    Column("lat", ("lat", "breite", "breitengrad", "geo_lat"), is_required=False),
)
LONGEST_STREET = 120
LONGEST_ORTSTEIL = 60
_POSTCODE = re.compile(r"\d{5}", re.ASCII)
_NUMBER = re.compile(r"\d{0,4}", re.ASCII)
_SUFFIX = re.compile(r"[a-z]{0,3}")


@dataclass(frozen=True)
class Area:
    """What an address takes over from its planning area."""

    pk: int
    region_id: int


@dataclass(frozen=True)
class AddressRow:
    street: str
    street_norm: str
    number: int | None
    suffix: str
    postcode: str
    ortsteil: str
    planning_area_id: int
    region_id: int
    lon: float | None = None
    lat: float | None = None

    @property
    def identity(self) -> tuple[str, int | None, str, str]:
        return self.street, self.number, self.suffix, self.postcode


@dataclass
class AddressFile:
    rows: list[AddressRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class _BadRowError(ValueError):
    """Says in German what is wrong with a row."""


def read(content: bytes, areas: Mapping[str, Area]) -> AddressFile:
    """All addresses of a file, with every bad row named by its line.

    Raises:
        TableError: the file as a whole is no such table.
    """
    found = AddressFile()
    seen: dict[tuple, int] = {}
    for row in read_csv(content, COLUMNS):
        try:
            address = _address(row, areas)
            _require_once(address, seen)
        except _BadRowError as error:
            found.refused.append(Refusal(f"Zeile {row.line}", str(error)))
        else:
            seen[address.identity] = row.line
            found.rows.append(address)
    return found


def _require_once(address: AddressRow, seen: Mapping[tuple, int]) -> None:
    if address.identity in seen:
        message = f"dieselbe Adresse wie in Zeile {seen[address.identity]}"
        raise _BadRowError(message)


def _address(row: Row, areas: Mapping[str, Area]) -> AddressRow:
    area = areas.get(row.values["area"])
    if area is None:
        message = f"Planungsraum {row.values['area']!r} ist unbekannt"
        raise _BadRowError(message)
    street = _text(row.values["street"], "Straße", LONGEST_STREET)
    number = _matching(row.values["number"], _NUMBER, "Hausnummer")
    return AddressRow(
        street,
        compact(street),
        # A square without numbers has none; 0 stands for it in some files.
        int(number or 0) or None,
        _matching(row.values.get("suffix", "").casefold(), _SUFFIX, "Zusatz"),
        _matching(row.values["postcode"], _POSTCODE, "Postleitzahl"),
        _text(row.values["ortsteil"], "Ortsteil", LONGEST_ORTSTEIL),
        area.pk,
        area.region_id,
        *_point(row),
    )


def _point(row: Row) -> tuple[float | None, float | None]:
    """Degrees in WGS84, or nothing where the file has no point for this house."""
    given = [row.values.get(name, "").replace(",", ".") for name in ("lon", "lat")]
    if not any(given):
        return None, None
    try:
        lon, lat = map(float, given)
    except ValueError:
        message = f"Koordinate {' '.join(given)!r} ist keine Zahl"
        raise _BadRowError(message) from None
    if not is_in_berlin(lon, lat):
        message = f"Koordinate {lon:g}, {lat:g} liegt nicht in Berlin; "
        raise _BadRowError(message + looks_like(lon, lat))
    return lon, lat


def _text(value: str, column: str, longest: int) -> str:
    if not compact(value):
        message = f"{column} fehlt"
        raise _BadRowError(message)
    if len(value) > longest:
        message = f"{column} ist länger als {longest} Zeichen"
        raise _BadRowError(message)
    return value


def _matching(value: str, pattern: re.Pattern[str], column: str) -> str:
    if not pattern.fullmatch(value):
        message = f"{column} {value!r} ist ungültig"
        raise _BadRowError(message)
    return value
