"""What is held back is told later or never; what happened meanwhile is known."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.verbs import registry
from commons.verbs.holding import held_back
from commons.verbs.models import Happening
from commons.verbs.registry import Verb
from commons.verbs.services import happened, withdraw_all
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LATER = timedelta(seconds=30)


@pytest.fixture
def verbs(monkeypatch):
    """One that is told to people, and one that nobody hears of."""
    monkeypatch.setattr(registry, "_verbs", {})
    registry.declare(
        Verb("test.told", "ruft", audience=lambda *_: (), tell=lambda *_: None),
        Verb("test.quiet", "denkt"),
    )


@pytest.mark.usefixtures("verbs")
def test_within_nobody_is_told_before_its_time_and_after_it_as_ever():
    target, until = UserFactory(), timezone.now() + LATER

    with held_back(until) as ids:
        inside = happened("test.told", target, by=None)
    outside = happened("test.told", target, by=None)

    assert (inside.not_before, ids) == (until, [inside.pk])
    assert outside.not_before == outside.happened_at


@pytest.mark.usefixtures("verbs")
def test_of_two_holds_the_later_moment_counts_and_both_know_what_happened():
    target, now = UserFactory(), timezone.now()

    with held_back(now + 2 * LATER) as outer, held_back(now + LATER) as inner:
        happening = happened("test.told", target, by=None)

    assert happening.not_before == now + 2 * LATER
    assert outer == inner == [happening.pk]


@pytest.mark.usefixtures("verbs")
@pytest.mark.parametrize(("among_many", "woken"), ((False, 1), (True, 0)))
def test_among_many_the_sweep_tells_and_no_worker_is_woken(
    django_capture_on_commit_callbacks, among_many, woken
):
    target, until = UserFactory(), timezone.now() + LATER

    with (
        django_capture_on_commit_callbacks() as callbacks,
        held_back(until, among_many=among_many),
    ):
        happening = happened("test.told", target, by=None)

    names = [callback.args[0] for callback in callbacks if hasattr(callback, "args")]
    assert names.count("notifications.expand") == woken
    assert happening.not_before == until
    assert happening.expanded_at is None


@pytest.mark.usefixtures("verbs")
def test_a_hold_that_breaks_holds_nothing_more():
    with pytest.raises(LookupError), held_back(timezone.now() + LATER):
        raise LookupError

    happening = happened("test.told", UserFactory(), by=None)
    assert happening.not_before == happening.happened_at


@pytest.mark.usefixtures("verbs")
@pytest.mark.parametrize("is_told", (True, False))
def test_all_are_withdrawn_or_none(is_told):
    target = UserFactory()
    rows = [happened(verb, target, by=None) for verb in ("test.told", "test.quiet")]
    if is_told:
        Happening.objects.filter(pk=rows[0].pk).update(expanded_at=timezone.now())

    done = withdraw_all([row.pk for row in rows])

    withdrawn = Happening.objects.filter(withdrawn_at__isnull=False)
    assert (done, withdrawn.count()) == ((False, 0) if is_told else (True, 2))


@pytest.mark.usefixtures("verbs")
def test_nothing_is_withdrawn_twice():
    row = happened("test.told", UserFactory(), by=None)

    assert [withdraw_all([row.pk]), withdraw_all([row.pk])] == [True, False]
