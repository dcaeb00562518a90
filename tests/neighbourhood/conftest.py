import pytest

from tests.factories.accounts import make_staff
from tests.neighbourhood.writing_letters import only_pages


@pytest.fixture
def pages_alone():
    """Rundbriefe whose one source are pages."""
    with only_pages():
        yield


@pytest.fixture
def editor():
    return make_staff()
