"""Bytes to text, whatever the sender calls the charset."""

import codecs

# Programs say latin-1 and mean what Windows writes: quotation marks, dashes, the euro.
_WINDOWS = {"iso8859-1", "ascii", "cp1252"}
_UTF_8 = {"utf-8", "utf_8"}


def decode(content: bytes, declared: str = "") -> tuple[str, bool]:
    """The text, and whether the declared charset was wrong.

    Umlauts in UTF-8 are no accident: bytes that are valid UTF-8 and not plain ASCII
    are taken for that, whatever single-byte charset is declared.
    """
    if content.startswith(codecs.BOM_UTF8):
        return content[3:].decode("utf-8", "replace"), False
    if content.isascii() and not _is_stateful(declared):
        return content.decode("ascii"), False
    name = _known(declared)
    if name in _UTF_8 or name in _WINDOWS or not name:
        return _guessed(content, name)
    try:
        return content.decode(name), False
    except (UnicodeError, LookupError, ValueError):
        return _guessed(content, name)[0], True


def _guessed(content: bytes, name: str) -> tuple[str, bool]:
    try:
        return content.decode("utf-8"), bool(name) and name not in _UTF_8
    except UnicodeDecodeError:
        return _windows(content), name in _UTF_8 or name == "ascii"


def _windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _known(declared: str) -> str:
    """Python's name of a text charset; "" for what it does not know."""
    try:
        found = codecs.lookup(declared.strip("\"' "))
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) else ""


def _is_stateful(declared: str) -> bool:
    """ASCII bytes that mean something else: UTF-7, UTF-16, ISO-2022."""
    return declared.lower().startswith(("utf-7", "utf7", "utf-16", "iso-2022", "hz"))
