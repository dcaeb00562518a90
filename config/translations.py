"""Translations without GNU gettext: extract, check and compile with Babel.

German stands at the source. `POSTING_ROAD` is what somebody meets who brings in an
idea; it must be complete in every language, or the build fails.
"""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locale"
# Django's name of the folder, and the language whose plural forms it follows.
LANGUAGES = {"en": "en", "de_LS": "de"}
WINGS = ("commons", "neighbourhood", "participation", "events", "config")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
POSTING_ROAD = (
    "templates/base.html",
    "templates/components/",
    "templates/django/forms/",
    "templates/ideas/idea_create",
    "templates/ideas/idea_code",
    "templates/ideas/idea_identify",
    "templates/ideas/idea_submitted",
    "templates/ideas/_form",
    "participation/ideas/forms",
    "participation/ideas/views/writing",
    "commons/guard.py",
    "commons/design/navigation.py",
)
# `gettext('…')`, `ngettext('…', '…', count)` as Django's templatize writes them.
IN_TEMPLATES = re.compile(
    r"\bn?gettext\((?P<first>u?(['\"]).*?(?<!\\)\2)"
    r"(?:,\s*(?P<second>u?(['\"]).*?(?<!\\)\4))?",
    re.DOTALL,
)
MessageId = str | tuple[str, str]


def messages() -> dict[MessageId, list[str]]:
    """Every message of the source with the files it stands in."""
    found: dict[MessageId, list[str]] = {}
    for path, message in [*_in_python(), *_in_templates()]:
        places = found.setdefault(message, [])
        if path not in places:
            places.append(path)
    return found


def is_on_posting_road(places: list[str]) -> bool:
    return any(place.startswith(POSTING_ROAD) for place in places)


def read(locale: str) -> Catalog:
    path = _po(locale)
    if not path.exists():
        return Catalog(locale=LANGUAGES[locale])
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGES[locale])


def missing(locale: str) -> list[str]:
    """Messages of the posting road that a language lacks, with a place each."""
    catalog = read(locale)
    lacking = []
    for message, places in messages().items():
        entry = catalog.get(message)
        strings = entry.string if entry else ""
        whole = all(strings) if isinstance(strings, tuple) else bool(strings)
        if is_on_posting_road(places) and not whole:
            singular = message if isinstance(message, str) else message[0]
            on_road = next(place for place in places if is_on_posting_road([place]))
            lacking.append(f"{on_road}: {singular}")
    return sorted(lacking)


def update(locale: str) -> Catalog:
    """Bring new messages into a language's file and drop those that are gone."""
    before = read(locale)
    catalog = Catalog(locale=LANGUAGES[locale], header_comment=f"# {locale}")
    for message, places in sorted(messages().items(), key=lambda pair: str(pair[0])):
        entry = before.get(message)
        string = entry.string if entry else ""
        catalog.add(message, string, locations=[(place, 0) for place in places])
    path = _po(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, include_lineno=False, omit_header=False)
    return catalog


def compile_all() -> int:
    """Write what Django reads, where the source is newer; returns how many files."""
    written = 0
    for locale in LANGUAGES:
        source, target = _po(locale), _po(locale).with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        compiled = BytesIO()
        write_mo(compiled, read(locale))
        target.write_bytes(compiled.getvalue())
        written += 1
    return written


def _po(locale: str) -> Path:
    return LOCALES / locale / "LC_MESSAGES" / "django.po"


def _in_python() -> Iterator[tuple[str, MessageId]]:
    for wing in WINGS:
        for path in sorted((ROOT / wing).rglob("*.py")):
            with path.open("rb") as file:
                for _line, message, _comments, _context in extract(
                    "python", file, KEYWORDS
                ):
                    yield str(path.relative_to(ROOT)), _tidy(message)


def _in_templates() -> Iterator[tuple[str, MessageId]]:
    templates = ROOT / "templates"
    for path in sorted([*templates.rglob("*.html"), *templates.rglob("*.txt")]):
        code = templatize(path.read_text())
        for match in IN_TEMPLATES.finditer(code):
            first = ast.literal_eval(match["first"])
            second = match["second"]
            message = (first, ast.literal_eval(second)) if second else first
            yield str(path.relative_to(ROOT)), message


def _tidy(message: str | tuple[str, ...]) -> MessageId:
    return message if isinstance(message, str) else (message[0], message[1])
