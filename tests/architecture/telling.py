"""Which reasons a verb's audience can give, read from its code and what that calls."""

import ast
import functools
import inspect
import sys
import textwrap
from pathlib import Path
from types import FunctionType

from commons.notifications import reasons
from commons.notifications.queries import follows
from tests.architecture.house import ROOT, WINGS, calls_of

GIVEN = ("reason", "default_reason")


def reasons_of(verb):
    """Codes that the audience gives: what it mentions, it and what it calls."""
    found = set()
    _walk(_plain(verb.audience), found, set())
    return found


@functools.cache
def followed_reasons():
    """What rows of `Follow` can hold: those that any code writes."""
    given = {"follower"}
    for name in ("follow", "follow_all"):
        for _path, call in calls_of(name):
            given |= {
                keyword.value.value
                for keyword in call.keywords
                if keyword.arg == "reason" and isinstance(keyword.value, ast.Constant)
            }
    return given


def given_by_name():
    """Every code in the product that is given as the reason of a recipient."""
    for path, call in calls_of("Recipient"):
        for keyword in call.keywords:
            if keyword.arg != "reason":
                continue
            namespace = vars(sys.modules[_module(path)])
            value = _value(keyword.value, namespace)
            if isinstance(value, str):
                yield value, f"{path.relative_to(ROOT)}:{call.lineno}"


def _walk(function, found, seen):
    if function in seen or function.__module__ == follows.__name__:
        return
    seen.add(function)
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    namespace = function.__globals__
    named, gives_one_of_them = set(), False
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            literals, is_unclear = _given_in(node, namespace)
            found |= literals
            gives_one_of_them |= is_unclear
        elif isinstance(node, ast.Name | ast.Attribute):
            value = _value(node, namespace)
            if isinstance(value, str):
                named.add(value)
            elif isinstance(value, FunctionType) and _is_ours(value):
                _walk(value, found, seen)
    found |= named if gives_one_of_them else named & set(reasons.codes())


def _given_in(call, namespace):
    """Codes that stand in it, or that rows of follows hold; and whether a variable
    gives one of those that the function names."""
    given = {word.arg: word.value for word in call.keywords if word.arg in GIVEN}
    literals = {
        value.value for value in given.values() if isinstance(value, ast.Constant)
    }
    is_unclear = any(
        isinstance(value, ast.Name) and value.id not in namespace
        for value in given.values()
    )
    called = _value(call.func, namespace)
    asks_rows = called in (follows.listeners, follows.listeners_of)
    rows = followed_reasons() if asks_rows and not given else set()
    return literals | rows, is_unclear


def _plain(audience):
    while isinstance(audience, functools.partial):
        audience = audience.func
    return inspect.unwrap(audience)


def _value(node, namespace):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        return namespace.get(node.id)
    if isinstance(node, ast.Attribute):
        return getattr(_value(node.value, namespace), node.attr, None)
    return None


def _is_ours(function):
    return function.__module__.partition(".")[0] in WINGS


def _module(path: Path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
