"""Documents of offices are archives: which sort one is, whether a program is in it."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 -- an exception, named like the others

START = b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
WORD, SHEET = f"{OFFICE}.wordprocessingml.document", f"{OFFICE}.spreadsheetml.sheet"
MOST_ENTRIES = 5_000


class Macros(Exception):  # noqa: N818 -- says what the file has
    """A document that brings a program along."""


def type_of(content: bytes) -> str:
    """The MIME type; "" for any other archive, which is not opened.

    Raises:
        Macros: it brings a program along.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            # Behind so many, nobody looks for a program any more.
            if len(names) > MOST_ENTRIES:
                return ""
            kind = archive.open("mimetype").read(200) if "mimetype" in names else b""
    except (
        BadZipFile,
        ZlibError,
        OSError,
        ValueError,
        RuntimeError,
        KeyError,
    ):
        return ""
    lowered = {name.lower() for name in names}
    if any("vbaproject" in name or "/basic/" in f"/{name}" for name in lowered):
        raise Macros
    if "[Content_Types].xml" in names:
        return _mime_of_office(lowered)
    known = {f"{OPEN}.text", f"{OPEN}.spreadsheet"}
    declared = kind.decode("ascii", "replace")
    return declared if declared in known else ""


def _mime_of_office(names: set[str]) -> str:
    if "word/document.xml" in names:
        return WORD
    return SHEET if "xl/workbook.xml" in names else ""
