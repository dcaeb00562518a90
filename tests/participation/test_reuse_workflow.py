"""An answer told again, between the SPK and the Amt: the states as a graph."""

from datetime import timedelta

import pytest
from celery import current_app
from django.db import IntegrityError, transaction
from django.utils import timezone

from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from participation.referrals import reuse_states
from participation.referrals.enums import ReuseState
from participation.referrals.models import Reuse
from participation.referrals.services import objecting, reviewing
from participation.referrals.tasks import watch_reuses
from tests.factories.accounts import UserFactory
from tests.factories.referrals import ReuseFactory

YESTERDAY = berlin_today() - timedelta(days=1)


def inform(reuse):
    reviewing.tell_by_hand(reuse, by=UserFactory())


def object_to(reuse):
    objecting.object_to(reuse, text="Hier liegen Leitungen.")


def keep(reuse):
    reviewing.keep(reuse, text="Die Leitungen enden davor.", by=UserFactory())


def correct(reuse):
    reviewing.make_way(reuse.idea, to=ReuseState.CORRECTED, by=UserFactory())


def refer(reuse):
    reviewing.make_way(reuse.idea, to=ReuseState.REFERRED, by=UserFactory())


STEPS = {
    inform: ReuseState.INFORMED,
    object_to: ReuseState.OBJECTED,
    keep: ReuseState.KEPT,
    correct: ReuseState.CORRECTED,
    refer: ReuseState.REFERRED,
}
REPLACING = (correct, refer)


def test_every_state_can_be_reached():
    reached, frontier = set(), {reuse_states.INITIAL}
    while frontier:
        reached |= frontier
        following = (reuse_states.MAY_FOLLOW[state] for state in frontier)
        frontier = set().union(*following) - reached

    assert reached == set(ReuseState)
    assert set(reuse_states.MAY_FOLLOW) == set(ReuseState)


def test_every_waiting_state_has_an_exit_and_a_task_that_ends_the_wait():
    current_app.loader.import_default_modules()

    assert set(reuse_states.WAITING) == {
        ReuseState.INFORMING,
        ReuseState.INFORMED,
        ReuseState.OBJECTED,
    }
    for state, task in reuse_states.WAITING.items():
        assert reuse_states.MAY_FOLLOW[state]
        assert task in current_app.tasks


def test_what_residents_read_can_always_be_replaced():
    replacing = {ReuseState.CORRECTED, ReuseState.REFERRED}

    for state in reuse_states.CURRENT:
        assert replacing <= reuse_states.MAY_FOLLOW[state]
    for state in replacing:
        assert reuse_states.MAY_FOLLOW[state] == frozenset()


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
@pytest.mark.parametrize("before", ReuseState)
def test_a_step_goes_exactly_where_the_workflow_says(step, before):
    reuse = ReuseFactory(state=before)
    may_go = STEPS[step] in reuse_states.MAY_FOLLOW[before]

    if may_go or step in REPLACING:  # where nothing stands any more, nothing gives way
        step(reuse)
    else:
        with pytest.raises(RuleViolation) as refusal:
            step(reuse)
        assert refusal.value.code == "reuse_transition"

    assert Reuse.objects.get(pk=reuse.pk).state == (STEPS[step] if may_go else before)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ReuseState)
def test_a_silent_department_settles_it_and_only_that(state):
    reuse = ReuseFactory(state=state, object_until=YESTERDAY)

    watch_reuses()
    watch_reuses()

    after = ReuseState.SETTLED if state == ReuseState.INFORMED else state
    assert Reuse.objects.get(pk=reuse.pk).state == after


@pytest.mark.django_db
@pytest.mark.parametrize("state", (ReuseState.INFORMING, ReuseState.OBJECTED))
def test_the_desk_is_reminded_once_of_what_lies_there(state):
    reuse = ReuseFactory(state=state, object_until=YESTERDAY)
    if state == ReuseState.OBJECTED:
        Reuse.objects.filter(pk=reuse.pk).update(review_until=YESTERDAY)

    watch_reuses()
    watch_reuses()

    assert Happening.objects.filter(verb="reuse.waits").count() == 1


@pytest.mark.django_db
def test_an_idea_has_one_reused_answer_at_a_time():
    first = ReuseFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReuseFactory(idea=first.idea)
    Reuse.objects.filter(pk=first.pk).update(state=ReuseState.CORRECTED)

    assert ReuseFactory(idea=first.idea).is_current


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    (
        ({"state": "objected"}, "reuse_objected_says_why"),
        ({"state": "kept"}, "reuse_kept_says_why"),
        ({"informed_at": None}, "reuse_informed_has_time"),
        ({"department": None}, "reuse_somebody_was_informed"),
        ({"objected_at": timezone.now()}, "reuse_objection_is_whole"),
    ),
)
def test_the_database_refuses_half_a_state(changes, constraint):
    reuse = ReuseFactory()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Reuse.objects.filter(pk=reuse.pk).update(**changes)
