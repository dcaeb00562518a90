"""docs/proofs.md names tests and figures that exist."""

import ast
import json
import re

import pytest

from tests.architecture.house import ROOT

PROOFS = (ROOT / "docs" / "proofs.md").read_text()
NAMED = sorted(set(re.findall(r"tests/[\w/.-]+\.py(?:::\w+)*", PROOFS)))
FIGURES = sorted(set(re.findall(r"`bench:([^`]+)`", PROOFS)))
HEADINGS = (
    "Main road",
    "Ideas",
    "Moderation",
    "Referrals",
    "Notifications",
    "Networks",
    "Events",
    "Statistics",
    "Planning",
    "Safety",
)


@pytest.mark.parametrize("name", NAMED)
def test_named_test_exists(name):
    path, *names = name.split("::")
    tree = ast.parse((ROOT / path).read_text())

    found = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }

    assert set(names) - found == set()


def test_named_figures_are_rows_of_the_last_measurement():
    latest = ROOT / "benchmarks" / "results" / "latest.json"
    rows = json.loads(latest.read_text())["rows"] if latest.exists() else []
    known = {f"{row['page']}@{row['ideas']}" for row in rows}

    assert set(FIGURES) - known == set()


def test_each_part_has_its_heading():
    found = re.findall(r"^## (.+)$", PROOFS, flags=re.MULTILINE)

    assert tuple(found) == HEADINGS
