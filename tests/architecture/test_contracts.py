import subprocess
import sys

from tests.architecture.house import ROOT


def test_the_layer_contracts_are_kept():
    run = subprocess.run(
        [str(ROOT / ".venv" / "bin" / "lint-imports"), "--no-cache"]
        if (ROOT / ".venv" / "bin" / "lint-imports").exists()
        else [sys.executable, "-m", "importlinter.cli"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout[-3000:]
    assert "0 broken" in run.stdout
