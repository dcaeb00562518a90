"""Role × route: what belongs to the desk as a whole, not to one contribution."""

import pytest
from django.db import transaction
from django.urls import reverse

from participation.moderation.enums import Publication, Reason
from participation.moderation.models import (
    Block,
    Decision,
    PoolMember,
    TextModule,
)
from tests.factories.moderation import ComplaintFactory
from tests.participation import matrix_tables
from tests.participation.desk_matrix import (
    DECIDERS,
    ROLES,
    fingerprint,
    make_case,
    make_world,
    plain_refusals,
)

NOWHERE = 0  # a thing that nobody has
# Where the argument of a route comes from, and what is posted there.
DESK = {
    "queue": (None, {}),
    "queue-news": (None, {}),
    "claim-next": (None, {}),
    "filter-apply": (None, {}),
    "filter-save": (None, {"name": "Meine"}),
    "filter-start": (NOWHERE, {}),
    "filter-delete": (NOWHERE, {}),
    "bulk-create": (None, {}),
    "bulk": (NOWHERE, {}),
    "bulk-undo": (NOWHERE, {}),
    "keys": (None, {}),
    "numbers": (None, {}),
    "numbers-csv": (None, {}),
    "transparency": (None, {}),
    "transparency-csv": (None, {}),
    "complaint-list": (None, {}),
    "complaint": ("complaint", {"outcome": "upheld", "text": "Es bleibt dabei."}),
    "pool": (None, {}),
    "pool-end": ("pool", {}),
    "text-module-list": (None, {}),
    "text-module-create": (None, {"title": "Neu", "text": "Worte", "reason": "spam"}),
    "text-module-edit": ("module", {"title": "Neu", "text": "Worte", "reason": "spam"}),
    "text-module-bring-back": ("module", {}),
    "block-list": (None, {}),
    "block-show": ("block", {}),
    "block-review": ("block", {}),
    "block-create": ("resident", {"reason": Reason.SPAM, "facts": "Serie.", "days": 7}),
    "block-own": (None, {}),
    "hint-rule-list": (None, {}),
    "hint-rule-switch": (NOWHERE, {}),
    "trust-list": (None, {}),
    "trust-create": (None, {}),
    "trust-edit": (NOWHERE, {}),
    "trust-end": (NOWHERE, {}),
    "trust-give-again": (NOWHERE, {}),
    "objection-open": ("x" * 43, {}),
    "report-done": (None, {}),
}
METHODS: dict = {}
OPEN_TO_ALL = {"transparency", "transparency-csv", "objection-open", "report-done"}
# One's own page, and complaints, for which people from elsewhere are named.
OF_OTHERS = {"block-own", "complaint", "complaint-list"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), plain_refusals():
        yield make_world()
        transaction.set_rollback(True)


def rows_of(world):
    people, clients, region = world
    with transaction.atomic():
        things = _things(people, region)
        before, rows = fingerprint(), {}
        for route, (argument, body) in DESK.items():
            found = things.get(argument, argument)
            arguments = [] if found is None else [found]
            url = reverse(f"moderation:{route}", args=arguments)
            coordinator = clients["coordinator"]
            for method in matrix_tables.methods_of(coordinator, url, METHODS, route):
                sent = body if method == "POST" else {}
                rows[f"{method} {route}"] = {
                    role: matrix_tables.cell(clients[role], method, url, sent, before)
                    for role in ROLES
                }
        transaction.set_rollback(True)
    return rows


def _things(people, region):
    """What the routes are about: decided by somebody who is not among the roles."""
    declined = make_case(
        "idea", Publication.DECLINED, author=people["author"], region=region
    )
    decision = Decision.objects.get(pk=declined.decision.pk)
    complaint = ComplaintFactory(
        decision=decision, region=region, complained_by=people["author"]
    )
    return {
        "complaint": complaint.pk,
        "pool": PoolMember.objects.get().pk,
        "module": TextModule.objects.order_by("pk").first().pk,
        "block": Block.objects.get().pk,
        "resident": people["resident"].pk,
    }


@pytest.mark.slow
def test_every_role_gets_what_the_table_says(world):
    rows = rows_of(world)
    if matrix_tables.IS_WRITING:
        matrix_tables.write("desk", rows)

    assert rows == matrix_tables.read("desk")


def test_who_is_turned_away_changes_nothing():
    for key, row in matrix_tables.read("desk").items():
        for role, answer in row.items():
            turned_away = answer.rstrip("!") in {"403", "404", "405"}
            assert not (turned_away and answer.endswith("!")), (key, role)


def test_nobody_without_a_role_of_the_desk_gets_in():
    outside = {"anonymous", "resident", "blocked", "author", "editor", "member"}
    table = matrix_tables.read("desk")
    let_in = {
        (key, role)
        for key, row in table.items()
        for role in outside
        if key.split()[1] not in OPEN_TO_ALL | OF_OTHERS
        and row[role].rstrip("!") not in {"302", "403", "404", "405"}
    }

    assert let_in == set()


def test_what_changes_the_desk_for_all_is_for_those_who_decide_there():
    table = matrix_tables.read("desk")
    done = {
        role
        for key, row in table.items()
        for role, answer in row.items()
        if answer.endswith("!")
    }

    assert done <= DECIDERS | {"own", "there", "pool", "author"}
