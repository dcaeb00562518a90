"""Every page of the site for everybody: axe, the keyboard, no script from elsewhere."""

import pytest

from tests.e2e import world as worlds
from tests.e2e.looking import faults_of
from tests.e2e.people import open_signed_in

pytestmark = [pytest.mark.e2e]
ROLES = ("anonymous", "resident", "moderator", "coordinator", "member")


@pytest.fixture(scope="module")
def world(stack):
    return worlds.build()


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_on_the_pages_of(visitors, world, role):
    person = world.people.get(role)
    page = open_signed_in(visitors, person) if person else visitors.new()
    faults = []

    for name, path in world.pages[role].items():
        response = page.goto(path)
        if response.status != 200:
            faults.append(f"{name}: status {response.status} at {path}")
        faults += faults_of(page, name)

    assert faults == []
