"""One start of PostgreSQL and Valkey for a run, a database and a key prefix a worker."""

import os

import pytest
from django.conf import settings
from django.db import connections
from django.utils import translation

from config import translations
from config.embedded import servers
from tests import servers as test_servers
from tests.clients import StrictClient, sign_in as sign_in_client
from tests.keys import empty_keys
from tests.partner import make_certificate, partner_server
from tests.scheduling import LAST, Scheduling, kind_of, tell_who_goes_last

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
unraisable = []


def pytest_configure(config):
    if IS_WORKER or config.option.collectonly:
        return
    test_servers.remove_dead_runs()
    try:
        translations.compile_all()
        test_servers.make_run(settings.PLACES)
    except Exception as error:  # noqa: BLE001 -- tests without a database still run
        os.environ["TEST_DATABASE_FAILED"] = f"No template database: {error}"
    config.servers = servers.start(settings.PLACES, test_servers.SPEED)


def pytest_unconfigure(config):
    if hasattr(config, "servers"):
        connections.close_all()
        config.servers.stop()
        test_servers.remove(settings.PLACES)


def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False
    return Scheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    for item in items:
        database = item.get_closest_marker("django_db")
        if database and database.kwargs.get("transaction"):
            message = (
                f"{item.nodeid}: take the fixture own_database, a flush costs more"
            )
            raise pytest.UsageError(message)
    items.sort(key=lambda item: LAST.index(kind_of(item)) if kind_of(item) else -1)
    if IS_WORKER:
        tell_who_goes_last(items)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    """Forget the language of an earlier request: Django leaves it to the thread."""
    translation.deactivate()


def pytest_warning_recorded(warning_message, nodeid):
    if issubclass(warning_message.category, pytest.PytestUnraisableExceptionWarning):
        unraisable.append(f"{nodeid}: {warning_message.message}")


def pytest_sessionfinish(session, exitstatus):
    if unraisable and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    if unraisable:
        terminalreporter.section("exceptions that nobody could catch fail the run")
        terminalreporter.write_line("\n".join(unraisable))


def use_database(name):
    """Point every thread's connection, open or to come, at the database `name`."""
    connections.close_all()
    connections.settings["default"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker):
    if reason := os.environ.get("TEST_DATABASE_FAILED"):
        pytest.fail(reason, pytrace=False)
    name = f"test_{settings.WORKER}"
    test_servers.create_database(settings.PLACES, name)
    with django_db_blocker.unblock():
        use_database(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


@pytest.fixture(scope="module")
def own_database(request, django_db_setup, django_db_blocker):
    """A clone of the template for a module whose tests commit, in threads or tasks.

    Gives its URL; the tests of the module don't take `db`.
    """
    before = connections.settings["default"]["NAME"]
    name = f"{before}_{abs(hash(request.module.__name__)):x}"
    test_servers.create_database(settings.PLACES, name)
    with django_db_blocker.unblock():
        use_database(name)
        yield settings.PLACES.database(name)
        use_database(before)
    test_servers.drop_database(settings.PLACES, name)


@pytest.fixture(autouse=True)
def _empty_keys():
    """Forget what an earlier test left in the cache, the queues and the channels."""
    empty_keys()


@pytest.fixture
def client():
    return StrictClient()


@pytest.fixture
def sign_in():
    return sign_in_client


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def partner(certificate, monkeypatch):
    """A partner's web server, whose certificate we trust."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with partner_server(certificate) as server:
        yield server
