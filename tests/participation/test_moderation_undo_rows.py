"""Undoing a decision at once restores every row of every table; see `rows.py`."""

from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from commons.search import services as search
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import amending, maps
from participation.moderation import desk, services as moderation
from participation.moderation.enums import Verdict
from participation.moderation.models import (
    TrustRule,
)
from tests.factories.accounts import make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import (
    DecisionFactory,
    HintFactory,
    ReportFactory,
    make_item,
)
from tests.participation.rows import all_rows, difference
from tests.participation.undoing import decide, rich_idea, undone, words_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture(autouse=True)
def _frozen():
    """Comparing all rows takes longer on a busy machine than there is to undo."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


def unclaimed(rows):
    """Undoing claims the item for whoever undoes; all else must be as it was."""
    items = rows["moderation_queueitem"]
    left_out = {"lease_by_id", "lease_until"}
    kept = [{key: row[key] for key in row if key not in left_out} for row in items]
    return {**rows, "moderation_queueitem": kept}


def changed_since(before):
    return difference(unclaimed(before), unclaimed(all_rows()))


IDEA_STEPS = [
    ("submitted", Verdict.PUBLISH),
    ("submitted", Verdict.REQUEST_CHANGES),
    ("submitted", Verdict.DECLINE),
    ("changes_requested", Verdict.PUBLISH),
    ("published", Verdict.HIDE),
    ("published", Verdict.REMOVE),
    ("declined", Verdict.PUBLISH),
    ("declined", Verdict.TAKE_BACK),
    ("hidden", Verdict.RESTORE),
    ("hidden", Verdict.DECLINE),
    ("removed", Verdict.TAKE_BACK),
    ("withdrawn", Verdict.REMOVE),
]


@pytest.mark.parametrize(("state", "verdict"), IDEA_STEPS)
def test_every_row_of_an_idea_is_as_before(moderator, state, verdict):
    case = Case.NONE if state in {"submitted", "changes_requested"} else Case.OPEN
    idea = rich_idea(publication=state, case=case)
    if state in {"submitted", "hidden"}:
        moderation.submit(idea)
    maps.rebuild()
    before = all_rows()

    decision = decide(idea, verdict, moderator)
    between = difference(before, all_rows())
    undone(decision, moderator)

    assert "ideas_idea" in between
    assert changed_since(before) == {}


def test_taking_a_publication_back_is_undone_too(moderator):
    item = make_item()
    idea = desk.get("idea").model_class.objects.get(pk=item.target_id)
    decide(idea, Verdict.PUBLISH, make_staff())
    before = all_rows()

    decision = decide(Idea.objects.get(pk=idea.pk), Verdict.TAKE_BACK, moderator)
    undone(decision, moderator)

    assert changed_since(before) == {}


@pytest.mark.parametrize("has_comment", (True, False))
def test_every_row_of_a_merge_is_as_before(moderator, has_comment):
    source, target = rich_idea(), IdeaFactory(case=Case.OPEN)
    search.index("idea", target)
    if has_comment:
        search.index("comment", CommentFactory(idea=target))
    ReportFactory(target_id=source.pk)
    maps.rebuild()
    before = all_rows()

    decision = decide(source, Verdict.MERGE, moderator, merge_into=target)
    undone(decision, moderator)

    assert changed_since(before) == {}


@pytest.mark.parametrize(
    ("state", "verdict"),
    (
        ("submitted", Verdict.PUBLISH),
        ("submitted", Verdict.DECLINE),
        ("published", Verdict.HIDE),
        ("published", Verdict.REMOVE),
        ("hidden", Verdict.RESTORE),
    ),
)
@pytest.mark.parametrize("is_answer", (True, False))
def test_every_row_of_a_comment_is_as_before(moderator, state, verdict, is_answer):
    idea = IdeaFactory()
    first = CommentFactory(idea=idea)
    parent = first if is_answer else None
    comment = CommentFactory(thread=first.thread, parent=parent, publication=state)
    search.index("comment", first)
    if comment.is_public:
        search.index("comment", comment)
    if state in {"submitted", "hidden"}:
        moderation.submit(comment)
    before = all_rows()

    decision = decide(comment, verdict, moderator)
    between = difference(before, all_rows())
    undone(decision, moderator)

    assert "discussion_comment" in between
    assert changed_since(before) == {}


@pytest.mark.parametrize("verdict", (Verdict.PUBLISH, Verdict.DECLINE))
def test_every_row_of_an_addendum_is_as_before(moderator, verdict):
    idea = rich_idea()
    addendum = amending.add(idea, text="Auch nachts.", draft_id=uuid4(), by=idea.author)
    before = all_rows()

    decision = decide(addendum, verdict, moderator)
    undone(decision, moderator)

    assert changed_since(before) == {}


def test_what_the_desk_concluded_of_hints_and_author_is_taken_back(moderator):
    item = make_item()
    HintFactory(item=item)
    rule = TrustRule.objects.create(
        number=1,
        kind="idea",
        accepted=1,
        clean_months=1,
        seed=1,
        created_at=timezone.now(),
    )
    DecisionFactory(target_id=item.target_id, verdict=Verdict.PUBLISH, trust_rule=rule)
    before = all_rows()

    decision = moderation.decide(
        item,
        verdict=Verdict.DECLINE,
        version=1,
        by=moderator,
        **words_for(Verdict.DECLINE, "submitted"),
    )
    between = difference(before, all_rows())
    undone(decision, moderator)

    assert {"moderation_hintoutcome", "moderation_trustpause"} <= set(between)
    assert changed_since(before) == {}
