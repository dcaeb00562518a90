"""Screening an item: hints are written once, renewed with the text, and found again."""

import pytest

from commons.search import services as search
from participation.ideas.models import Idea
from participation.moderation import screening, services, tasks
from participation.moderation.enums import HintCode, Reason, Verdict
from participation.moderation.models import Hint, QueueItem
from participation.moderation.screening import Finding
from participation.moderation.services import screening as screens
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item

pytestmark = pytest.mark.django_db
NUMBER = "Rufen Sie mich wegen der Bänke an: 030 90295 2700"


def hints_of(item):
    hints = Hint.objects.filter(item=item).order_by("code", "pk")
    return [(hint.code, hint.reason) for hint in hints]


def test_submitting_wakes_the_screening(django_capture_on_commit_callbacks):
    idea = IdeaFactory(publication="submitted")

    with django_capture_on_commit_callbacks() as callbacks:
        item = services.submit(idea)

    assert ("moderation.screen", None, {"item_id": item.pk}) in [
        callback.args for callback in callbacks
    ]


def test_screening_twice_leaves_the_same_hints():
    item = make_item(text=NUMBER)

    tasks.screen(item_id=item.pk)
    first = hints_of(item)
    tasks.screen(item_id=item.pk)

    assert first == [(HintCode.PERSONAL_DATA, "Telefonnummer")]
    assert hints_of(item) == first


def test_a_hint_that_no_longer_holds_goes_with_the_new_version():
    item = make_item(text=NUMBER)
    tasks.screen(item_id=item.pk)
    idea = Idea.objects.get(pk=item.target_id)
    idea.text, idea.version = "Am Anger fehlen zwei Bänke für ältere Leute.", 2
    idea.save()
    services.submit(idea)

    tasks.screen(item_id=item.pk)

    item.refresh_from_db()
    assert hints_of(item) == []
    assert item.is_screened


def test_the_likely_office_comes_from_the_topic():
    topic = TopicFactory(name="Grünflächen")
    topic.departments.add(DepartmentFactory(name="Straßen- und Grünflächenamt"))
    item = make_item(topic=topic)

    tasks.screen(item_id=item.pk)

    assert hints_of(item) == [
        (
            HintCode.DEPARTMENT,
            "Straßen- und Grünflächenamt, wegen des Themas „Grünflächen“",
        )
    ]


def test_a_likely_duplicate_is_hinted_at_with_its_target():
    words = "Am Anger fehlen zwei Bänke, ältere Leute müssen dort lange stehen."
    twin = IdeaFactory(title="Bänke am Anger", text=words)
    IdeaFactory(title="Radweg an der Schule", text="Der Weg ist zu schmal.")
    for idea in Idea.objects.published():
        search.index("idea", idea)
    item = make_item(title="Bänke für den Anger", text=words)

    tasks.screen(item_id=item.pk)

    hint = Hint.objects.get(item=item, code=HintCode.DUPLICATE)
    assert (hint.target_kind, hint.target_id) == ("idea", twin.pk)


def test_the_sweep_takes_up_what_a_lost_message_left():
    item = make_item(text=NUMBER)

    assert tasks.screen() == 1
    assert tasks.screen() == 0
    assert hints_of(item) == [(HintCode.PERSONAL_DATA, "Telefonnummer")]


def test_what_is_decided_is_not_screened():
    item = make_item(text=NUMBER)
    services.decide(
        item, verdict=Verdict.DECLINE, reason=Reason.INSULT, version=1, by=make_staff()
    )

    assert tasks.screen(item_id=item.pk) == 0
    assert hints_of(item) == []


def test_a_change_during_screening_is_left_to_its_own_message():
    item = make_item(text=NUMBER)
    QueueItem.objects.filter(pk=item.pk).update(version=2)

    tasks.screen(item_id=item.pk)

    item.refresh_from_db()
    assert hints_of(item) == []
    assert not item.is_screened


@pytest.fixture
def added_check():
    names = []

    def add(name, check):
        screening.register(name, check)
        names.append(name)

    yield add
    for name in names:
        screening.registry._checks.pop(name)


def test_higher_apps_add_their_own_checks(added_check):
    added_check("test.always", lambda _screened: [Finding(HintCode.LINKS, "weil")])
    item = make_item()

    screens.screen(item.pk)

    assert hints_of(item) == [(HintCode.LINKS, "weil")]


def test_a_check_that_fails_costs_no_other_hint(added_check):
    added_check("a.fails", lambda _screened: 1 / 0)
    item = make_item(text=NUMBER)

    screens.screen(item.pk)

    assert hints_of(item) == [(HintCode.PERSONAL_DATA, "Telefonnummer")]
