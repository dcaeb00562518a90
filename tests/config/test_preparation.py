"""What is checked and made before the processes start."""

import pytest
from django.core.checks import run_checks

from config import preparation
from config.checks import connections_needed


@pytest.mark.django_db
def test_the_usual_number_of_processes_fits_into_the_database():
    assert run_checks(tags=["database"], databases=["default"]) == []


@pytest.mark.django_db
def test_more_threads_than_connections_stop_the_start(settings):
    settings.WEB_PROCESSES = 50

    errors = run_checks(tags=["database"], databases=["default"])

    (error,) = errors
    assert error.id == "config.E001"
    assert error.msg.startswith(
        "The processes may open 214 database connections, but PostgreSQL allows 200:"
    )


def test_threads_workers_sockets_and_a_reserve_are_counted(settings):
    settings.WEB_PROCESSES, settings.WEB_THREADS, settings.WORKER_PROCESSES = 3, 4, 2

    assert connections_needed() == 3 * 4 + 2 * 2 + 2 + 8


def test_static_files_are_collected_once_and_again_when_one_changed(settings, tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "page.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [sources]
    settings.STATIC_ROOT = tmp_path / "local" / "static"

    first = preparation.prepare_files()
    again = preparation.prepare_files()
    (sources / "page.css").write_text("a { color: blue }")
    changed = preparation.prepare_files()

    assert (first, again, changed) == (True, False, True)
    assert (settings.STATIC_ROOT / "page.css").read_text() == "a { color: blue }"
