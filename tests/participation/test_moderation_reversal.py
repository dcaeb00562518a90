"""A reversal brings back every row, and no news that no longer hold go out.

All tables are compared; left out are histories alone, see `rows.py`.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.search import services as search
from participation.discussion.services import writing
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.queries.listing import listed
from participation.ideas.queries.wishes import Wish
from participation.ideas.services import maps, support
from participation.moderation import services
from participation.moderation.enums import ComplaintOutcome, Reason, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import complaints
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.participation.objections import tell_everything
from tests.participation.rows import all_rows, difference

pytestmark = pytest.mark.django_db
# What was decided and objected stays written, and the desk's item with it.
HISTORY = {"moderation_complaint", "moderation_queueitem", "links_signedlink"}
# The decision that a contribution's state comes of is a new one.
POINTER = {"decision_id"}


def everything():
    rows = {table: found for table, found in all_rows().items() if table not in HISTORY}
    return {
        table: sorted(
            ({k: v for k, v in row.items() if k not in POINTER} for row in found),
            key=repr,
        )
        for table, found in rows.items()
    }


def rich_idea(**fields):
    """Public for weeks, on the map, found, supported, followed and talked about."""
    place = {"lon": 13.45, "lat": 52.55, "east_m": 395_000.0, "north_m": 5_823_000.0}
    fields.setdefault("case", Case.OPEN)
    idea = IdeaFactory(
        place_kind="pin",
        place_text="am Anger",
        submitted_at=timezone.now() - timedelta(days=20),
        **place,
        **fields,
    )
    notifications.follow(idea.author, idea, reason="author")
    for person in UserFactory.create_batch(2):
        support.give(idea, by=person)
    writing.write(idea, "Das wünsche ich mir auch.", draft_id=uuid4(), by=UserFactory())
    for item in QueueItem.objects.open():  # the comment of somebody new
        services.decide(item, verdict=Verdict.PUBLISH, version=1, by=make_staff())
    search.index("idea", idea)
    maps.rebuild()
    return Idea.objects.get(pk=idea.pk)


def against(idea, *verdicts, by):
    decision = None
    for verdict in verdicts:
        idea.refresh_from_db()
        decision = services.decide_directly(
            idea, verdict=verdict, reason=Reason.ADVERTISING, version=1, by=by
        )
    return decision


def reversed_by(second, decision, author):
    complaint = complaints.complain(decision, text="Nein.", by=author)
    complaints.answer(
        complaint, outcome=ComplaintOutcome.REVERSED, text="Stimmt.", by=second
    )


WAYS = (
    (Verdict.HIDE,),
    (Verdict.REMOVE,),
    (Verdict.HIDE, Verdict.REMOVE),
    (Verdict.HIDE, Verdict.DECLINE),
)


@pytest.fixture
def first():
    return make_staff()


@pytest.fixture
def second():
    return make_staff()


@pytest.mark.parametrize("case", (Case.OPEN, Case.REFERRED))
@pytest.mark.parametrize("verdicts", WAYS, ids="-".join)
def test_every_row_of_an_idea_is_as_before(first, second, verdicts, case):
    idea = rich_idea(case=case)
    tell_everything()
    before = everything()

    decision = against(idea, *verdicts, by=first)
    between = difference(before, everything())
    reversed_by(second, decision, idea.author)

    assert "ideas_idea" in between
    assert difference(before, everything()) == {}


@pytest.mark.parametrize("verdicts", ((Verdict.HIDE,), (Verdict.REMOVE,)), ids="-".join)
def test_every_row_of_a_comment_is_as_before(first, second, verdicts):
    idea = rich_idea()
    comment = idea.thread.comments.get()
    tell_everything()
    before = everything()

    decision = against(comment, *verdicts, by=first)
    assert Idea.objects.get(pk=idea.pk).thread.comment_count == 0
    reversed_by(second, decision, comment.author)

    assert difference(before, everything()) == {}


def test_the_place_in_the_list_is_as_before(first, second):
    older, idea, newer = (rich_idea() for _ in range(3))
    in_order = [each.pk for each in listed(Wish()).ideas]
    assert idea.pk in in_order

    decision = against(idea, Verdict.REMOVE, by=first)
    reversed_by(second, decision, idea.author)

    assert [each.pk for each in listed(Wish()).ideas] == in_order
    assert {older.pk, newer.pk} < set(in_order)


def test_nobody_hears_of_a_removal_that_was_not_told_yet(first, second):
    idea = rich_idea()
    tell_everything()
    Notification.objects.all().delete()
    decision = against(idea, Verdict.REMOVE, by=first)

    reversed_by(second, decision, idea.author)
    tell_everything()

    told = Notification.objects.filter(happening__kind="idea")
    assert [each.happening.verb for each in told] == ["idea.restored"]


def test_a_mail_that_still_waits_is_recalled(first, second):
    idea = rich_idea()
    decision = against(idea, Verdict.REMOVE, by=first)
    tell_everything()
    removal = Notification.objects.get(happening__verb="idea.removed")

    reversed_by(second, decision, idea.author)

    assert Delivery.objects.get(pk=removal.delivery_id).state == DeliveryState.RECALLED
    assert not Notification.objects.filter(pk=removal.pk).exists()


def test_a_mail_that_has_gone_stays_history(first, second):
    idea = rich_idea()
    decision = against(idea, Verdict.REMOVE, by=first)
    tell_everything()
    removal = Notification.objects.get(happening__verb="idea.removed")
    now = timezone.now()
    Delivery.objects.filter(pk=removal.delivery_id).update(
        state=DeliveryState.SENT, sent_at=now
    )

    reversed_by(second, decision, idea.author)

    assert Notification.objects.filter(pk=removal.pk).exists()


def test_neighbours_hear_of_a_restored_idea_not_as_of_a_new_one(first, second):
    idea = rich_idea()
    notifications.follow(UserFactory(), idea.region)
    tell_everything()
    Notification.objects.all().delete()

    decision = against(idea, Verdict.HIDE, Verdict.DECLINE, by=first)
    reversed_by(second, decision, idea.author)
    tell_everything()

    restored = Notification.objects.filter(happening__verb="idea.restored")
    assert [each.user for each in restored] == [idea.author]
    assert not Notification.objects.filter(happening__verb="idea.published").exists()
