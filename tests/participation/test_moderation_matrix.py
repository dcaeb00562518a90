"""Role × kind × state: what the desk's pages offer, and what a direct POST does."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from participation.moderation import desk, urls, workflow
from participation.moderation.enums import Cause, Reason, Verdict
from participation.moderation.services.checks import offered
from tests.participation import matrix_tables
from tests.participation.deciding import against
from tests.participation.desk_matrix import (
    DECIDERS,
    KINDS,
    ROLES,
    fingerprint,
    make_case,
    make_world,
    plain_refusals,
    states_of,
)

# Routes about one contribution, with where their arguments come from; the others are
# in test_moderation_matrix_desk.
TEXT = {"text": "Weil es so nicht stimmt."}
ABOUT = {
    "item": lambda case: [case.item.pk] if case.item else None,
    "claim-state": lambda case: [case.item.pk] if case.item else None,
    "claim": lambda case: [case.item.pk] if case.item else None,
    "claim-ask": lambda case: [case.item.pk] if case.item else None,
    "claim-give": lambda case: [case.item.pk] if case.item else None,
    "claim-keep": lambda case: [case.item.pk] if case.item else None,
    "claim-take-over": lambda case: [case.item.pk] if case.item else None,
    "release": lambda case: [case.item.pk] if case.item else None,
    "skip": lambda case: [case.item.pk] if case.item else None,
    "hint-mark": lambda case: [case.hint.pk] if case.hint else None,
    "contribution": lambda case: [case.kind, case.contribution.pk],
    "redaction": lambda case: [case.kind, case.contribution.pk],
    "report-create": lambda case: [case.kind, case.contribution.pk],
    "decision-undo": lambda case: [case.decision.pk],
    "complaint-create": lambda case: [case.decision.pk],
}
BODIES = {
    "report-create": {"reason": Reason.ADVERTISING, **TEXT},
    "complaint-create": TEXT,
}
PAGES = {"item", "contribution"}  # their POST is a verdict, below
METHODS: dict = {}
CHOICES = re.compile(
    r'name="verdict"[^>]*value="(\w+)"|value="(\w+)"[^>]*name="verdict"'
)
WITH_MORE = {Verdict.MERGE.value}
CASES = [(kind, state) for kind in KINDS for state in states_of(kind)]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), plain_refusals():
        yield make_world()
        transaction.set_rollback(True)


def rows_of(world, kind, state):
    """The matrix of one state; everything that happens is taken back."""
    people, clients, region = world
    with transaction.atomic():
        cases = {
            who: make_case(kind, state, author=people[who], region=region)
            for who in ("author", "own")
        }
        before, rows = fingerprint(), {}
        for role in ROLES:
            case = cases["own" if role == "own" else "author"]
            for name, method, url, data in actions_on(case, role, clients):
                answer = matrix_tables.cell(clients[role], method, url, data, before)
                row = rows.setdefault(f"{state} {name}", dict.fromkeys(ROLES, "-"))
                row[role] = answer
        transaction.set_rollback(True)
    return rows


def actions_on(case, role, clients):
    """Every route; every verdict by one who may decide, the real ones by the others.

    A verdict that the state does not offer changes nothing, whoever sends it.
    """
    for route, arguments_of in ABOUT.items():
        arguments = arguments_of(case)
        if arguments is None:
            continue
        url = reverse(f"moderation:{route}", args=arguments)
        known = matrix_tables.methods_of(clients["everywhere"], url, METHODS, route)
        for method in known if route not in PAGES else ["GET"]:
            data = BODIES.get(route, {}) if method == "POST" else {}
            yield f"{method} {route}", method, url, data
    page = page_of(case)
    real = offered_in(case)
    for verdict in Verdict if role == "everywhere" else map(Verdict, sorted(real)):
        yield f"decide {verdict.value}", "POST", page, against(verdict)


def state_is_reported(case):
    return case.item is not None and case.item.cause == Cause.REPORTED


def page_of(case):
    if case.item is not None:
        return case.item.get_absolute_url()
    arguments = [case.kind, case.contribution.pk]
    return reverse("moderation:contribution", args=arguments)


def test_every_kind_of_the_desk_is_made():
    assert set(KINDS) == {desk_kind.kind for desk_kind in desk.all_kinds()}


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "state"), CASES)
def test_every_role_gets_what_the_table_says(world, kind, state):
    rows = rows_of(world, kind, state)
    table = matrix_tables.read(f"{kind}")
    if matrix_tables.IS_WRITING:
        others = {key: row for key, row in table.items() if key.split()[0] != state}
        matrix_tables.write(kind, others | rows)
        return

    expected = {key: row for key, row in table.items() if key.split()[0] == state}

    assert rows == expected


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "state"), CASES)
def test_what_the_page_offers_is_what_a_post_does(world, kind, state):
    """The table's own rows against the page: no button too many, none missing."""
    people, clients, region = world
    table = matrix_tables.read(kind)
    with transaction.atomic():
        case = make_case(kind, state, author=people["author"], region=region)
        page, usual = page_of(case), offered_in(case)
        shown = {
            role: offered_on(clients[role].get(page))
            for role in (*DECIDERS, "there", "resident")
        }
        transaction.set_rollback(True)
    for role, verdicts in shown.items():
        wanted = usual if role in DECIDERS else set()
        assert verdicts == wanted, role
        # A merge needs the other idea's number: its POST alone does nothing.
        assert done_by(table, state, role) == wanted - WITH_MORE, role


def done_by(table, state, role):
    """The verdicts by which a plain POST of this role changed something."""
    return {
        verdict.value
        for verdict in Verdict
        if table[f"{state} decide {verdict.value}"][role].endswith("!")
    }


def offered_in(case):
    is_reported = state_is_reported(case)
    return {each.value for each in offered(case.contribution, is_reported=is_reported)}


def offered_on(response):
    if response.status_code != 200:
        return set()
    found = CHOICES.findall(response.text)
    return {first or second for first, second in found} - {""}


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_turned_away_changes_nothing(kind):
    table = matrix_tables.read(kind)

    for key, row in table.items():
        for role, answer in row.items():
            turned_away = answer.rstrip("!") in {"403", "404", "405"}
            assert not (turned_away and answer.endswith("!")), (key, role)


@pytest.mark.parametrize("kind", KINDS)
def test_only_who_moderates_there_decides_and_never_on_an_own(kind):
    table = matrix_tables.read(kind)
    done = {
        role
        for key, row in table.items()
        for role, answer in row.items()
        if "decide" in key and answer.endswith("!")
    }

    assert done == DECIDERS


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_of_the_kind_has_its_lines(kind):
    table = matrix_tables.read(kind)
    states = {key.split()[0] for key in table}

    assert states == set(states_of(kind))
    for state in states:
        actions = {
            key.removeprefix(f"{state} ") for key in table if key.split()[0] == state
        }
        assert {f"decide {verdict.value}" for verdict in Verdict} <= actions


def test_verdicts_that_lead_somewhere_are_those_of_the_workflow():
    known = {verdict for verdicts in workflow.OFFERED.values() for verdict in verdicts}

    assert known <= set(workflow.LEADS_TO)


def test_every_route_of_the_desk_is_tried():
    from tests.participation.test_moderation_matrix_desk import DESK  # noqa: PLC0415

    routes = {pattern.name for pattern in urls.urlpatterns}

    assert set(ABOUT) | set(DESK) == routes
    assert not set(ABOUT) & set(DESK)
