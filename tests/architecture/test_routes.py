"""Every route for every role: the answers as one reviewed table, `routes.txt`.

A route without a row fails. After a change that is meant, write the table anew with
`BINDEGLIED_WRITE_ROUTES=1 pytest -n0 -p no:randomly` and read the diff: it is what the change lets people do.
"""

import os

import pytest
from django.db import transaction
from django.urls import reverse

from tests.architecture import world as worlds
from tests.architecture.route_table import TABLE, key_of, read_table, write_table
from tests.clients import StrictClient, sign_in
from tests.keys import empty_keys

METHODS = ("GET", "POST")
# A method that a view does not know is refused before it looks at anybody.
METHOD_NOT_ALLOWED = "405"


def status_of(client, method, url):
    empty_keys()
    with transaction.atomic():
        response = getattr(client, method.lower())(url)
        status = response.status_code
        transaction.set_rollback(True)
    return str(status)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


def answers_for(world, role):
    client, person, rows = StrictClient(), world.people[role], {}
    if person is not None:
        sign_in(client, person)
    for name, parameters in worlds.routes():
        for case, arguments in worlds.cases_of(world, name, parameters).items():
            url = reverse(name, kwargs=arguments)
            for method in METHODS:
                if person is not None and (method, name) == ("POST", "account_logout"):
                    continue
                key = key_of(method, name, case)
                if person is not None and (method, name) in world.unknown_methods:
                    rows[key] = METHOD_NOT_ALLOWED
                    continue
                rows[key] = status_of(client, method, url)
                if rows[key] == METHOD_NOT_ALLOWED:
                    world.unknown_methods.add((method, name))
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("role", worlds.ROLES)
def test_role_gets_what_the_table_says(world, role):
    answers = answers_for(world, role)
    if os.environ.get("BINDEGLIED_WRITE_ROUTES"):
        write_column(role, answers)
    expected = {key: row[role] for key, row in read_table().items()}

    assert answers == {key: status for key, status in expected.items() if status != "-"}


def write_column(role, answers):
    rows = read_table() if TABLE.exists() and role != worlds.ROLES[0] else {}
    for key, status in answers.items():
        rows.setdefault(key, dict.fromkeys(worlds.ROLES, "-"))[role] = status
    write_table(rows)
