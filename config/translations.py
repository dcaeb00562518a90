"""Translations without GNU gettext: extract, check and compile with Babel.

German stands at the source. The posting road must be complete in every language, or
the build fails. `locale/de` only rewords what Django's and allauth's own German says
otherwise than we do.
"""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.extraction import ROOT, Message, messages
from config.posting_road import is_on_posting_road

LOCALES = ROOT / "locale"
# Django's name of the folder, and the language whose plural forms it follows.
LANGUAGES = {"en": "en", "de_LS": "de"}
REWORDED = {"de": "de"}
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[sd]|%[sd]|\{\w*\}")
# The comment of an entry whose German is not ours, so that no source of ours has it.
FOREIGN = "reworded"


def read(locale: str) -> Catalog:
    language = (LANGUAGES | REWORDED)[locale]
    path = _po(locale)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def missing(locale: str) -> list[str]:
    """Messages of the posting road that a language lacks, with a place each."""
    catalog = read(locale)
    lacking = []
    for message, places in messages().items():
        if is_on_posting_road(places) and not _is_whole(_entry(catalog, message)):
            place = next(place for place in places if is_on_posting_road([place]))
            lacking.append(f"{place}: {message.singular}")
    return sorted(lacking)


def broken(locale: str) -> list[str]:
    """Translations, anywhere, whose placeholders are not those of the source."""
    return sorted(
        f"{_texts(entry.id)[0]}: {text}"
        for entry in read(locale)
        if entry.id and _is_whole(entry)
        for text in _texts(entry.string)
        if _placeholders(text) not in map(_placeholders, _texts(entry.id))
    )


def update(locale: str) -> Catalog:
    """Bring new messages into a language's file and drop those that are gone."""
    before = read(locale)
    catalog = Catalog(
        locale=LANGUAGES[locale],
        header_comment=f"# {locale}",
        project="Bindeglied",
        version="1",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        fuzzy=False,
    )
    catalog.creation_date = catalog.revision_date = before.creation_date
    for message, places in sorted(messages().items(), key=lambda pair: pair[0].order):
        entry = _entry(before, message)
        catalog.add(
            message.key,
            entry.string if entry and _fits(entry, message) else "",
            locations=[(place, 0) for place in places],
            flags={"fuzzy"} if entry and entry.fuzzy else (),
            context=message.context or None,
        )
    for entry in before:
        if FOREIGN in entry.user_comments:
            catalog.add(entry.id, entry.string, user_comments=entry.user_comments)
    written = BytesIO()
    write_po(written, catalog, width=100, include_lineno=False)
    path = _po(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written.getvalue())
    return catalog


def compile_all() -> int:
    """Write what Django reads, where the source is newer; returns how many files."""
    written = 0
    for locale in LANGUAGES | REWORDED:
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


def _entry(catalog: Catalog, message: Message) -> Entry | None:
    return catalog.get(message.key, message.context or None)


def _fits(entry: Entry, message: Message) -> bool:
    """A message that was given a plural starts anew."""
    return isinstance(entry.string, str) is not bool(message.plural)


def _is_whole(entry: Entry | None) -> bool:
    """Translated in every form, by somebody who was sure."""
    return entry is not None and not entry.fuzzy and all(_texts(entry.string))


def _texts(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _placeholders(text: str) -> list[str]:
    """Named ones once each, positional ones as often as they stand there."""
    found = [name for name in PLACEHOLDER.findall(text) if name != "%%"]
    named = {name for name in found if len(name) > len("%s")}
    return sorted(named) + [name for name in found if name not in named]
