"""`happened`: one call that records, indexes, bumps, tells and rings."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from commons.audit.models import AuditEntry
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Told, Verb
from commons.verbs.services import happened, withdraw
from tests.factories.accounts import UserFactory
from tests.factories.notifications import HappeningFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def declare():
    before = dict(registry._verbs), dict(registry._effects)
    yield registry.declare
    registry._verbs, registry._effects = before


def nobody(target, params):
    return []


def tell(target, params, recipient):
    return Told(line="", subject="", text="", url="")


def woken(callbacks):
    """What a commit sends: (task, countdown, ids), without the cache's bumps."""
    return [callback.args for callback in callbacks if len(callback.args) == 3]


def test_a_happening_says_who_did_what_to_what(declare):
    declare(Verb("test.met", words="trifft"))
    doer, met = UserFactory(), UserFactory()

    happening = happened("test.met", met, by=doer, place=3)

    row = Happening.objects.get()
    assert row == happening
    assert (row.verb, row.kind, row.target_id, row.by_id, row.params) == (
        "test.met",
        "user",
        met.pk,
        doer.pk,
        {"place": 3},
    )


def test_what_is_told_to_nobody_waits_for_nobody(
    declare, django_capture_on_commit_callbacks
):
    declare(Verb("test.met", words="trifft"))

    with django_capture_on_commit_callbacks() as callbacks:
        happening = happened("test.met", UserFactory(), by=None)

    assert happening.expanded_at == happening.happened_at
    assert woken(callbacks) == []


def test_what_is_told_wakes_its_expansion(declare, django_capture_on_commit_callbacks):
    declare(Verb("test.met", words="trifft", audience=nobody, tell=tell))

    with django_capture_on_commit_callbacks() as callbacks:
        happening = happened("test.met", UserFactory(), by=None)

    assert happening.expanded_at is None
    assert woken(callbacks) == [
        ("notifications.expand", None, {"happening_id": happening.pk})
    ]


def test_a_delay_holds_the_telling_back(declare, django_capture_on_commit_callbacks):
    delay = timedelta(seconds=30)
    declare(Verb("test.met", words="trifft", audience=nobody, tell=tell, delay=delay))

    with django_capture_on_commit_callbacks() as callbacks:
        happening = happened("test.met", UserFactory(), by=None)

    assert happening.not_before - happening.happened_at == delay
    assert woken(callbacks) == [
        ("notifications.expand", 30.0, {"happening_id": happening.pk})
    ]


def test_live_groups_hear_of_it(declare, django_capture_on_commit_callbacks):
    declare(Verb("test.met", words="trifft", groups=lambda user: {"desk", "a.1"}))

    with django_capture_on_commit_callbacks() as callbacks:
        happened("test.met", UserFactory(), by=None)

    groups = {"verb": "test.met", "groups": ["a.1", "desk"]}
    assert woken(callbacks) == [("notifications.broadcast", None, groups)]


def test_effects_run_in_the_same_transaction(declare):
    declare(Verb("test.met", words="trifft"))
    target = UserFactory()

    def broken(**_):
        raise LookupError

    registry.add_effect("test", broken)
    with pytest.raises(LookupError):
        happened("test.met", target, by=None)

    assert (Happening.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_nothing_happens_that_was_not_declared():
    with pytest.raises(KeyError):
        happened("test.unheard_of", UserFactory(), by=None)


@pytest.mark.parametrize(
    "wrong",
    (
        {"search": "sometimes"},
        {"audience": nobody},
        {"tell": tell},
    ),
)
def test_a_verb_that_cannot_be_is_not_declared(wrong, declare):
    with pytest.raises(ValueError, match=r"test\.wrong"):
        declare(Verb("test.wrong", words="irrt", **wrong))

    assert registry.find("test.wrong") is None


def test_a_happening_is_taken_back_once_and_only_in_time():
    waiting, told = HappeningFactory(), HappeningFactory(expanded_at=timezone.now())

    assert [withdraw(waiting), withdraw(waiting), withdraw(told)] == [
        True,
        False,
        False,
    ]


def test_nothing_is_told_before_it_happened():
    now = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        HappeningFactory(happened_at=now, not_before=now - timedelta(seconds=1))
