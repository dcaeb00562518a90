"""One decision on many: what goes through, what is refused with words, what undoes."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from participation.ideas.models import Idea
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import BulkRun, Decision, QueueItem
from participation.moderation.services import bulk
from participation.moderation.services.forecasting import forecast, prospects_of
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_item, make_regional_moderator
from tests.factories.regions import RegionFactory
from tests.participation.rows import all_rows, difference

pytestmark = pytest.mark.django_db
PUBLISH = {"verdict": Verdict.PUBLISH}
DECLINE = {
    "verdict": Verdict.DECLINE,
    "reason": Reason.ADVERTISING,
    "text": "Das wirbt: {titel}",
}
# Queries of one idea that is published, with its map, search, audit and case.
EACH = 44


@pytest.fixture
def moderator():
    return make_staff()


def picks_of(*items):
    return {item.pk: item.version for item in items}


def carried(picks, ruling, by):
    run = bulk.start(picks, ruling, by=by)
    bulk.carry_on(run.pk)
    run.refresh_from_db()
    return run


def state_of(item):
    return Idea.objects.get(pk=item.target_id).publication


def mixed(moderator):
    """One that goes through, and one of each sort that does not."""
    good, changed, claimed, own, decided = (
        make_item(),
        make_item(),
        make_item(),
        make_item(author=moderator),
        make_item(),
    )
    picks = picks_of(good, changed, claimed, own, decided)
    Idea.objects.filter(pk=changed.target_id).update(version=2)
    moderation.claim(claimed, by=make_staff(display_name="Kollegin"))
    moderation.decide(decided, verdict=Verdict.PUBLISH, version=1, by=make_staff())
    return good, picks


def test_the_valid_go_through_and_each_refusal_has_its_reason(moderator):
    good, picks = mixed(moderator)

    run = carried(picks, PUBLISH, moderator)

    assert [pick.item for pick in run.picks.decided()] == [good]
    refusals = [pick.refusal for pick in run.picks.refused()]
    assert [words.split(".")[0].split(":")[0] for words in refusals] == [
        "Der Beitrag wurde inzwischen geändert",
        "Daran arbeitet gerade Kollegin",
        "Über eigene Beiträge entscheidet jemand anderes",
        refusals[3].split(":")[0],
    ]
    assert "war schneller" in refusals[3]
    assert run.finished_at is not None


def test_the_dry_run_says_the_same_and_changes_nothing(moderator):
    _good, picks = mixed(moderator)
    before = all_rows()

    outlook = forecast(prospects_of(picks), PUBLISH, visitor=visitor_for(moderator))

    assert difference(before, all_rows()) == {}
    run = carried(picks, PUBLISH, moderator)
    said = {each.item.pk: each.why_not for each in outlook.prospects}
    assert said == {pick.item_id: pick.refusal for pick in run.picks.all()}
    assert len(outlook.letters) == 1


def test_one_that_breaks_leaves_nothing_half_done(moderator, monkeypatch):
    first, broken, last = make_item(), make_item(), make_item()
    real = bulk.decide

    def breaks(item, **ruling):
        decision = real(item, **ruling)
        if item.pk == broken.pk:
            raise LookupError
        return decision

    monkeypatch.setattr(bulk, "decide", breaks)
    run = carried(picks_of(first, broken, last), PUBLISH, moderator)

    assert [state_of(each) for each in (first, broken, last)] == [
        "published",
        "submitted",
        "published",
    ]
    assert QueueItem.objects.open().get() == broken
    assert run.picks.refused().get().refusal.startswith("Dabei ist ein Fehler")


def test_a_hundred_at_a_fixed_cost_each(moderator):
    few, many = [make_item() for _ in range(2)], [make_item() for _ in range(100)]
    with CaptureQueriesContext(connection) as small:
        carried(picks_of(*few), PUBLISH, moderator)

    with CaptureQueriesContext(connection) as large:
        run = carried(picks_of(*many), PUBLISH, moderator)

    assert run.picks.decided().count() == 100
    each = (len(large) - len(small)) / 98
    assert each <= EACH


def test_nobody_is_told_before_all_of_it_is_past_undoing(moderator):
    items = [make_item() for _ in range(3)]
    run = carried(picks_of(*items), PUBLISH, moderator)

    with time_machine.travel(run.undo_until - timedelta(seconds=1), tick=False):
        assert notifications.expand_due() == 0
    with time_machine.travel(run.undo_until + timedelta(seconds=1), tick=False):
        notifications.expand_due()

    assert Notification.objects.count() == 3


def test_all_of_it_is_undone_and_nobody_is_told(moderator):
    items = [make_item() for _ in range(3)]
    run = carried(picks_of(*items), DECLINE, moderator)

    refusals = bulk.undo(run, by=moderator)

    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        notifications.expand_due()
    assert refusals == []
    assert {state_of(item) for item in items} == {"submitted"}
    assert QueueItem.objects.open().count() == 3
    assert not Notification.objects.exists()


def test_undoing_while_the_worker_is_at_it_stops_it(moderator):
    items = [make_item() for _ in range(2)]
    run = bulk.start(picks_of(*items), PUBLISH, by=moderator)
    bulk.decide_next(run, visitor_for(moderator))

    bulk.undo(run, by=moderator)

    assert bulk.carry_on(run.pk) == 0
    assert {state_of(item) for item in items} == {"submitted"}
    assert BulkRun.objects.get().finished_at is not None


def test_what_was_built_upon_stays_and_is_said(moderator):
    first, second = make_item(), make_item()
    run = carried(picks_of(first, second), PUBLISH, moderator)
    idea = Idea.objects.get(pk=first.target_id)
    moderation.decide_directly(
        idea,
        verdict=Verdict.HIDE,
        version=1,
        by=make_staff(),
        reason=Reason.INSULT,
        text="Das geht nicht.",
    )

    refusals = bulk.undo(run, by=moderator)

    assert [each.code for each in refusals] == ["built_upon"]
    assert (state_of(first), state_of(second)) == ("hidden", "submitted")


def test_each_person_reads_of_their_own_contribution(moderator):
    items = [make_item(title="Bänke"), make_item(title="Bäume")]

    carried(picks_of(*items), DECLINE, moderator)

    texts = Decision.objects.order_by("pk").values_list("text", flat=True)
    assert list(texts) == ["Das wirbt: Bänke", "Das wirbt: Bäume"]


def test_the_words_go_once_all_is_decided(moderator):
    run = carried(picks_of(make_item()), DECLINE, moderator)

    assert (run.ruling, run.verdict) == ({}, Verdict.DECLINE)


@pytest.mark.parametrize(
    ("picks", "ruling", "code"),
    (
        ({}, PUBLISH, "nothing_picked"),
        (dict.fromkeys(range(1, 502), 1), PUBLISH, "too_many"),
        ({1: 1}, {"verdict": Verdict.MERGE}, "verdict"),
        ({1: 1}, {"verdict": Verdict.TAKE_BACK}, "verdict"),
    ),
)
def test_what_cannot_be_for_many_is_refused_as_a_whole(moderator, picks, ruling, code):
    with pytest.raises(RuleViolation) as caught:
        bulk.start(picks, ruling, by=moderator)

    assert caught.value.code == code
    assert not BulkRun.objects.exists()


def test_more_than_a_hundred_are_the_workers(
    moderator, django_capture_on_commit_callbacks
):
    items = [make_item() for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "AT_ONCE", 1)
        with django_capture_on_commit_callbacks(execute=True):
            run = bulk.start(picks_of(*items), PUBLISH, by=moderator)

    assert run.picks.waiting().count() == 2
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert bulk.carry_on_all() == 2
        assert bulk.carry_on(run.pk) == 0


def test_who_lost_the_region_meanwhile_decides_nothing_there():
    here, there = RegionFactory(), RegionFactory()
    user = make_regional_moderator(here)
    item = make_item(region=there)

    run = carried(picks_of(item), PUBLISH, user)

    assert "Stadtteil" in run.picks.refused().get().refusal


def test_the_page_looks_first_then_decides(
    client, sign_in, moderator, django_capture_on_commit_callbacks
):
    items = [make_item() for _ in range(3)]
    sign_in(client, moderator)
    page = client.get(reverse("moderation:bulk-create"), {"alle": "1"})
    data = {
        "wahl": [f"{item.pk}-{item.version}" for item in items],
        "verdict": "publish",
    }

    looked = client.post(
        reverse("moderation:bulk-create"), {**data, "schritt": "vorschau"}
    )
    with django_capture_on_commit_callbacks(execute=True):
        decided = client.post(
            reverse("moderation:bulk-create"), {**data, "schritt": "entscheiden"}
        )
    shown = client.get(decided["Location"])
    undone = client.post(f"{decided['Location']}rueckgaengig/", follow=True)

    assert page.content.decode().count('name="wahl"') == 3
    assert "3 Beiträge werden entschieden" in looked.content.decode()
    assert "3 Beiträge" in shown.content.decode()
    assert "3 Entscheidungen rückgängig gemacht" in undone.content.decode()
    assert Idea.objects.filter(publication=Publication.PUBLISHED).count() == 0


def test_a_run_is_its_makers_alone(client, sign_in, moderator):
    run = carried(picks_of(make_item()), PUBLISH, moderator)
    sign_in(client, make_staff())

    assert client.get(reverse("moderation:bulk", args=[run.pk])).status_code == 404
    assert (
        client.post(reverse("moderation:bulk-undo", args=[run.pk])).status_code == 404
    )


def test_old_runs_are_forgotten_and_their_decisions_stay(moderator):
    carried(picks_of(make_item()), PUBLISH, moderator)

    with time_machine.travel(timezone.now() + timedelta(days=8)):
        bulk.forget_old_runs()

    assert not BulkRun.objects.exists()
    assert Decision.objects.count() == 1


def test_a_resident_sees_none_of_it(client, sign_in):
    sign_in(client, UserFactory())

    assert client.get(reverse("moderation:bulk-create")).status_code == 403
