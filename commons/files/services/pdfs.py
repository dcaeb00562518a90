"""Looking through a PDF: it may show pages, and nothing else.

Its parser is heavy, so the web process loads this module with the first PDF.
"""

from io import BytesIO
from typing import Any

from django.utils.translation import gettext_lazy as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from commons.errors import RuleViolation

MOST_BYTES = 10 * 1024 * 1024
# A plan has some thousand objects; what has more is made to keep us busy.
MOST_OBJECTS = 50_000
# What a PDF can do beside being read.
ACTIVE = frozenset(
    {
        "/AA",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/ImportData",
        "/JavaScript",
        "/JS",
        "/Launch",
        "/OpenAction",
        "/RichMedia",
        "/SubmitForm",
        "/XFA",
    }
)
# An opening action that only says which page comes first is harmless.
HARMLESS_ACTIONS = frozenset({"/GoTo", "/URI", "/Named"})


def checked(content: bytes) -> bytes:
    """The same bytes, if they are a PDF that does nothing but show pages.

    Raises:
        RuleViolation: `too_many_bytes`, `locked_pdf`, `active_pdf`, `no_pdf`.
    """
    if len(content) > MOST_BYTES:
        raise RuleViolation(
            _("Eine Datei ist größer als 10 Megabyte."), code="too_many_bytes"
        )
    require_harmless(content)
    return content


def require_harmless(content: bytes) -> None:
    """Raise RuleViolation unless it is a PDF that does nothing but show pages."""
    try:
        problem = _problem_of(PdfReader(BytesIO(content)))
    # Its parser answers broken files with all of these.
    except (
        PyPdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        RuntimeError,
        OSError,
        AssertionError,
    ) as error:
        message = _("Eine PDF-Datei lässt sich nicht lesen.")
        raise RuleViolation(message, code="no_pdf") from error
    if problem is not None:
        raise problem


def _problem_of(reader: PdfReader) -> RuleViolation | None:
    if reader.is_encrypted:
        message = _("Eine PDF-Datei ist mit einem Kennwort geschützt.")
        return RuleViolation(message, code="locked_pdf")
    if not reader.pages:
        message = _("Eine PDF-Datei hat keine Seiten.")
        return RuleViolation(message, code="no_pdf")
    if _is_active(reader):
        message = _(
            "Eine PDF-Datei enthält mehr als Seiten, zum Beispiel ein Formular oder "
            "eingebettete Dateien. Bitte drucken Sie sie noch einmal als PDF."
        )
        return RuleViolation(message, code="active_pdf")
    return None


def _is_active(reader: PdfReader) -> bool:
    """Walk everything that hangs on the catalogue, each object once."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    for _step in range(MOST_OBJECTS):
        if not waiting:
            return False
        part = waiting.pop()
        if isinstance(part, IndirectObject):
            if part.idnum not in seen:
                seen.add(part.idnum)
                waiting.append(part.get_object())
        elif isinstance(part, DictionaryObject):
            if _does_something(part):
                return True
            waiting.extend(part.values())
        elif isinstance(part, ArrayObject):
            waiting.extend(part)
    return True


def _does_something(part: DictionaryObject) -> bool:
    if _named(part, "/S") in ACTIVE or _named(part, "/Subtype") == "/RichMedia":
        return True
    for name in ACTIVE & set(part):
        if name != "/OpenAction" or not _only_opens_a_page(part[name]):
            return True
    return False


def _only_opens_a_page(action: Any) -> bool:
    opened = action.get_object()
    if isinstance(opened, ArrayObject):
        return True
    return (
        isinstance(opened, DictionaryObject)
        and _named(opened, "/S") in HARMLESS_ACTIONS
    )


def _named(part: DictionaryObject, key: str) -> Any:
    """What stands there, also where it only points to it."""
    found = part.get(key)
    return found.get_object() if found is not None else None
