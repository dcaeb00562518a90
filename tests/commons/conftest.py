import pytest
import time_machine

from commons.delivery import outcomes, renderers
from commons.verbs import registry
from tests.commons.design_page import chromium, stage
from tests.commons.digest_world import MONDAY, SAID
from tests.factories.notifications import GREETED
from tests.mail_server import MailServer

__all__ = ["chromium", "stage"]  # fixtures that are kept beside their page


@pytest.fixture
def server(settings):
    with MailServer() as running:
        settings.SMTP_URL = running.url
        yield running


@pytest.fixture
def render():
    """Register a renderer for one test: `render(function)` gives its key."""
    before = dict(renderers._renderers)

    def register(function):
        renderers.register("test.own", function)
        return "test.own"

    yield register
    renderers._renderers.clear()
    renderers._renderers.update(before)


@pytest.fixture
def hooks():
    before = dict(outcomes._hooks)
    yield outcomes.register
    outcomes._hooks.clear()
    outcomes._hooks.update(before)


@pytest.fixture
def greeting():
    """The verb `test.greeted`, for one test."""
    before = dict(registry._verbs)
    registry.declare(GREETED)
    yield GREETED
    registry._verbs.clear()
    registry._verbs.update(before)


@pytest.fixture
def saying():
    """The verb `test.said`, for one test."""
    before = dict(registry._verbs)
    registry.declare(SAID)
    yield SAID
    registry._verbs.clear()
    registry._verbs.update(before)


@pytest.fixture
def clock():
    """It is the Monday of `digest_world`, and stands still until somebody moves it."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller
