"""Real data that lies beside the repository and never in it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared(name):
    """The path of a shared file; without it the test is skipped, in CI it fails."""
    folder = Path(os.environ.get("BINDEGLIED_DATA", ROOT.parent / "shared" / "data"))
    path = folder / name
    if path.exists():
        return path
    message = f"No {name} in {folder}; BINDEGLIED_DATA names another folder."
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)
