"""Find every message in the source: Python by its syntax tree, templates by Django.

Babel's own extractors miss renamed imports and Django's template tags; the syntax
tree also shows a message that nobody could translate, since it is put together.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
WINGS = ("commons", "neighbourhood", "participation", "events", "config")
TEMPLATES = ("*.html", "*.txt")
MODULE = "django.utils.translation"
# How many strings a function takes, and whether the first is the context.
FUNCTIONS = {
    "gettext": (1, False),
    "gettext_lazy": (1, False),
    "gettext_noop": (1, False),
    "ngettext": (2, False),
    "ngettext_lazy": (2, False),
    "pgettext": (1, True),
    "pgettext_lazy": (1, True),
    "npgettext": (2, True),
    "npgettext_lazy": (2, True),
}
STRING = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
# `gettext(u'…')`, `npgettext(u'…', u'…', u'…',count)` as templatize writes them.
IN_TEMPLATES = re.compile(
    rf"(?<!\w)(?P<name>_|n?p?gettext)\((?P<strings>{STRING}(?:,\s*{STRING})*)",
    re.DOTALL,
)


class Message(NamedTuple):
    """What is looked up: the German text, its plural, and a context if it has one."""

    singular: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular

    @property
    def order(self) -> tuple[str, str, str]:
        return self.singular, self.plural, self.context


class UntranslatableError(Exception):
    """A message that is put together at run time; no catalogue can hold it."""


@cache
def messages() -> dict[Message, list[str]]:
    """Every message of the source with the files it stands in."""
    return gather(_everywhere())


def gather(found: Iterable[tuple[str, Message]]) -> dict[Message, list[str]]:
    """One entry for each message; gettext reads a singular out of its plural's entry.

    Raises:
        UntranslatableError: one singular has two plurals, which no catalogue can hold.
    """
    found = list(found)
    counted = {
        (message.singular, message.context): message
        for _path, message in found
        if message.plural
    }
    places: dict[Message, list[str]] = {}
    for path, message in found:
        entry = counted.get((message.singular, message.context), message)
        if message.plural not in {"", entry.plural}:
            text = f"{path}: {message.singular} has also the plural {entry.plural}"
            raise UntranslatableError(text)
        if path not in places.setdefault(entry, []):
            places[entry].append(path)
    return places


def in_python(source: str) -> Iterator[Message]:
    """Messages of a module, under whatever name it imports the functions.

    Raises:
        UntranslatableError: a message is no literal, e.g. an f-string.
    """
    tree = ast.parse(source)
    names = _names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := _function(node, names)):
            yield _message(*FUNCTIONS[function], _literals(node, function))


def in_template(source: str) -> Iterator[Message]:
    """Messages of a template: translate, blocktranslate and `_("…")` in tags."""
    for match in IN_TEMPLATES.finditer(templatize(source)):
        name = "gettext" if match["name"] == "_" else match["name"]
        literals = re.findall(STRING, match["strings"], re.DOTALL)
        yield _message(*FUNCTIONS[name], [ast.literal_eval(text) for text in literals])


def _everywhere() -> Iterator[tuple[str, Message]]:
    for wing in WINGS:
        for path in sorted((ROOT / wing).rglob("*.py")):
            for message in in_python(path.read_text()):
                yield str(path.relative_to(ROOT)), message
    templates = ROOT / "templates"
    for path in sorted(path for name in TEMPLATES for path in templates.rglob(name)):
        for message in in_template(path.read_text()):
            yield str(path.relative_to(ROOT)), message


def _names(tree: ast.Module) -> dict[str, str]:
    """The names under which a module knows the functions: `_` for `gettext_lazy`."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == MODULE
        for alias in node.names
        if alias.name in FUNCTIONS
    }


def _function(call: ast.Call, names: dict[str, str]) -> str | None:
    match call.func:
        case ast.Name(id=name):
            return names.get(name)
        case ast.Attribute(value=ast.Name(id="translation"), attr=name):
            return name if name in FUNCTIONS else None
    return None


def _literals(call: ast.Call, function: str) -> list[str]:
    count, has_context = FUNCTIONS[function]
    literals = []
    for argument in call.args[: count + has_context]:
        if not isinstance(argument, ast.Constant):
            text = f"line {call.lineno}: {ast.unparse(call)}"
            raise UntranslatableError(text)
        literals.append(str(argument.value))
    return literals


def _message(count: int, has_context: bool, literals: list[str]) -> Message:  # noqa: FBT001 -- a row of the table
    context = literals[0] if has_context else ""
    texts = literals[has_context : has_context + count]
    return Message(texts[0], texts[1] if count > 1 else "", context)
