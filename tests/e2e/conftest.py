"""One stack and one browser for all browser tests; each test has its own people."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.conf import settings
from django.db import connections
from playwright.sync_api import expect, sync_playwright

from commons import pagecache, sockets
from events.live import pulse
from tests import servers as test_servers
from tests.conftest import use_database
from tests.e2e.stack import QUIET, Stack, Visitors, browser_path
from tests.factories.accounts import UserFactory

DATABASE = f"{settings.WORKER}_e2e"
running = []


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """Stop the stack with its last test: the fault tests after it need quiet."""
    if nextitem is None or not nextitem.get_closest_marker("e2e"):
        for stack in running:
            stack.close()


@pytest.fixture(autouse=True)
def _empty_keys():
    """Keep cache and queues: unlike elsewhere, running processes use them."""


@pytest.fixture(scope="session")
def chromium(django_db_setup):
    path = browser_path()
    expect.set_options(timeout=10_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stack(chromium, django_db_setup, django_db_blocker, tmp_path_factory):
    """The running product; the tests' own connection goes to the same database."""
    before = connections.settings["default"]["NAME"]
    test_servers.create_database(settings.PLACES, DATABASE)
    with redis.Redis.from_url(settings.REDIS_URL) as connection:
        if keys := list(connection.scan_iter(f"{settings.REDIS_PREFIX}*", count=1000)):
            connection.delete(*keys)
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        # Playwright keeps an event loop in this thread; nothing runs in it meanwhile.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        patch.setattr(sockets, "recheck", _in_a_thread(sockets.recheck))
        patch.setattr(pulse, "tell", _in_a_thread(pulse.tell))
        use_database(DATABASE)
        # Somebody is there, so that `up --demo` loads no demo.
        UserFactory()
        running.append(Stack(tmp_path_factory.mktemp("stack") / "local", DATABASE))
        try:
            yield running[0].started()
        finally:
            running.pop().close()
            use_database(before)
    test_servers.drop_database(settings.PLACES, DATABASE)


def _in_a_thread(tell):
    """What tells open pages starts an event loop, and this thread has one."""

    def told(*what):
        with ThreadPoolExecutor(1) as thread:
            thread.submit(tell, *what).result()

    return told


@pytest.fixture
def visitors(request, stack, chromium, tmp_path):
    """People with browsers of their own; a failed test leaves what they saw.

    Pages kept of the test before are over: factories, unlike services, tell no cache.
    """
    pagecache.bump_everything()
    people = Visitors(stack, chromium)
    failed_before = request.session.testsfailed
    yield people
    if request.session.testsfailed > failed_before:
        people.photograph(tmp_path)
    people.close()
    assert people.faults == []
