"""What the architecture tests know of the house: its order and its files."""

import ast
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WINGS = ("commons", "neighbourhood", "participation", "events", "config")


@cache
def order_of_apps():
    """App label -> height, from the ground up; equal heights may not know each other."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
        "importlinter"
    ]["contracts"]
    layers_of = {
        contract["containers"][0]: contract["layers"]
        for contract in contracts
        if len(contract.get("containers", ())) == 1
    }
    heights = {}
    height = 0
    for wing in WINGS:
        for layer in reversed(layers_of.get(wing, [])):
            height += 1
            for app in layer.split("|"):
                heights[app.strip()] = height
    return heights | {"config": height + 1}


@cache
def python_files(*, tests=False):
    folders = (*WINGS, "tests") if tests else WINGS
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@cache
def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


@cache
def tree_of(path):
    return ast.parse(path.read_text())


def calls_of(name):
    """Every call `name(...)` or `x.name(...)` in the product: (path, call)."""
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                function = node.func
                called = getattr(function, "id", getattr(function, "attr", ""))
                if called == name:
                    yield path, node


def literal_argument(call):
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) else None
