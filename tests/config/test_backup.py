"""`backup` and `restore`: what was saved comes back, what came later goes."""

import subprocess
import sys

import psycopg
import pytest

from tests.config.running import clean_environment
from tests.servers import ROOT, own_servers

pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("backup")
    with own_servers(folder / "servers") as where:
        yield folder, where


def manage(installation, *words):
    folder, where = installation
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, words)],
        check=False,
        cwd=ROOT,
        env=clean_environment(
            LOCAL_DIR=str(folder / "local"),
            DATABASE_URL=where.database("own"),
            REDIS_URL=where.redis_url,
        ),
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_restored_backup_is_what_was_saved(installation, tmp_path):
    folder, where = installation
    stored = folder / "local" / "files" / "a" / "picture.webp"
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"picture")
    with psycopg.connect(where.database("own"), autocommit=True) as database:
        database.execute("CREATE TABLE proof AS SELECT 'saved' AS word")
        saved = manage(installation, "backup", tmp_path / "saved")
        database.execute("UPDATE proof SET word = 'later'")
        stored.unlink()

    restored = manage(
        installation, "restore", "--replace-everything", tmp_path / "saved"
    )

    assert saved.stdout == f"Saved in {tmp_path / 'saved'}.\n", saved.stderr
    assert restored.stdout == f"Restored from {tmp_path / 'saved'}.\n", restored.stderr
    with psycopg.connect(where.database("own")) as database:
        assert database.execute("SELECT word FROM proof").fetchall() == [("saved",)]
    assert stored.read_bytes() == b"picture"


def test_a_backup_replaces_no_other(installation, tmp_path):
    refused = manage(installation, "backup", tmp_path)

    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        f"CommandError: {tmp_path} exists already; give a new folder."
    )


def test_a_restore_wants_to_be_meant(installation, tmp_path):
    refused = manage(installation, "restore", tmp_path)

    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        "CommandError: This replaces the database: say --replace-everything."
    )
