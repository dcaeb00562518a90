"""What keys tell, in both of Berlin's systems of statistical areas."""

from datetime import date

from neighbourhood.regions.enums import LorVersion

REGION_DIGITS = 6
AREA_DIGITS = 8
VALIDITY: dict[LorVersion, tuple[date, date | None]] = {
    LorVersion.UNTIL_2020: (date(2006, 1, 1), date(2020, 12, 31)),
    LorVersion.SINCE_2021: (date(2021, 1, 1), None),
}


def version_of(key: str) -> LorVersion:
    """The system a key of a region or planning area belongs to.

    The third and fourth digit name the Prognoseraum: 01, 02, … until 2020, and
    10, 20, … since 2021.
    """
    return LorVersion.UNTIL_2020 if key[2] == "0" else LorVersion.SINCE_2021


def region_key_of(area_key: str) -> str:
    """A planning area's key begins with the key of its region, in both systems."""
    return area_key[:REGION_DIGITS]
