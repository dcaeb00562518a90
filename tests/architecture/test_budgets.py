"""STYLE.md, Budgets: rooms stay small."""

import ast

import pytest

from tests.architecture.house import ROOT, python_files, templates, tree_of

LONGEST_FUNCTION = 50


def lines_of(path):
    return len(path.read_text().splitlines())


def test_no_module_is_over_300_lines():
    long = {str(path.relative_to(ROOT)): lines_of(path) for path in python_files()}

    assert {name: lines for name, lines in long.items() if lines > 300} == {}


def test_no_test_module_is_over_400_lines():
    tests = sorted((ROOT / "tests").rglob("*.py"))
    long = {str(path.relative_to(ROOT)): lines_of(path) for path in tests}

    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_no_template_is_over_120_lines():
    long = {str(path.relative_to(ROOT)): lines_of(path) for path in templates()}

    assert {name: lines for name, lines in long.items() if lines > 120} == {}


def test_functions_stay_short():
    lengths = []
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = node.end_lineno - node.lineno + 1
                lengths.append((length, f"{path.relative_to(ROOT)}:{node.name}"))
    lengths.sort()

    assert [entry for entry in lengths if entry[0] > LONGEST_FUNCTION] == []
    assert lengths[int(len(lengths) * 0.9)][0] <= 25


VAGUE = {"utils", "helpers", "manager", "data", "obj", "ctx", "misc", "common"}


@pytest.mark.parametrize(
    "path", python_files(), ids=lambda path: str(path.relative_to(ROOT))
)
def test_names_say_what_they_name(path):
    names = {path.stem}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg) and node.arg != "data":  # a form's, by Django
            names.add(node.arg)

    assert names & VAGUE == set()
