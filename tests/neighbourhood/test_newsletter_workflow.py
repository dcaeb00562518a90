"""The states of a Rundbrief as a graph, and what its rows never say."""

import pytest
from django.db import IntegrityError, transaction

from commons import wake
from neighbourhood.newsletters import workflow
from neighbourhood.newsletters.enums import NewsletterState as S
from neighbourhood.newsletters.models import Item, Newsletter
from tests.neighbourhood.reading_letters import here, published

pytestmark = pytest.mark.django_db


def reachable(start):
    seen, todo = set(), {start}
    while todo:
        state = todo.pop()
        seen.add(state)
        todo |= workflow.MAY_FOLLOW[state] - seen
    return seen


def test_every_state_is_reached_and_every_waiting_one_has_an_exit():
    assert set(workflow.MAY_FOLLOW) == set(S)
    assert reachable(workflow.INITIAL) == set(S)
    ends = {state for state, following in workflow.MAY_FOLLOW.items() if not following}
    assert ends == {S.SENT}
    assert set(workflow.WAITING) == set(S) - ends
    assert all(ends & reachable(state) for state in S)
    tasks = set(workflow.WAITING.values()) - {"today"}
    assert tasks <= wake.known_names


@pytest.mark.parametrize(
    "wrong",
    (
        {"title": ""},
        {"number": None},
        {"period_to": "2026-09-01"},
        {"released_at": None},
        {"started_at": None},
        {"sent_at": None},
        {"stopped_at": "2026-11-01T12:00:00Z"},
        {"state": S.STOPPED, "sent_at": None},
        {"state": S.DRAFT},
        {"state": "lost"},
    ),
    ids=str,
)
def test_the_database_holds_what_a_rundbrief_must_be(wrong):
    row = published()

    with pytest.raises(IntegrityError), transaction.atomic():
        Newsletter.objects.filter(pk=row.pk).update(**wrong)


def test_a_number_is_given_once_in_a_stadtteil_and_a_year():
    published()

    with pytest.raises(IntegrityError), transaction.atomic():
        published()
    published(here("buch"))


@pytest.mark.parametrize(
    "wrong", ({"title": "Fremd"}, {"target_id": None}, {"kind": ""}), ids=str
)
def test_a_piece_is_from_a_source_or_ones_own(wrong):
    fields = {"section": "ideas", "kind": "idea", "target_id": 1, "position": 1}
    row = Item.objects.create(newsletter=published(), **fields)

    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=row.pk).update(**wrong)
