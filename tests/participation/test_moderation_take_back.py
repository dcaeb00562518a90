"""A decision is taken back later by a new one, with its reasons and its words."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from commons.errors import RuleViolation
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from participation.discussion.services import publication as comments
from participation.ideas.enums import Case
from participation.ideas.models import Idea, MapCell
from participation.ideas.services import amending, maps
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Cause, Publication, Reason, Verdict
from participation.moderation.models import Decision, QueueItem
from participation.moderation.services import complaints
from participation.moderation.services.checks import offered
from participation.moderation.statements import statement_of
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item

pytestmark = pytest.mark.django_db
WORDS = {"reason": Reason.PERSONAL_DATA, "text": "Darin steht eine Telefonnummer."}


@pytest.fixture
def moderator():
    return make_staff()


def decide(contribution, verdict, by, **words):
    return moderation.decide_directly(
        contribution, verdict=verdict, version=contribution.version, by=by, **words
    )


def published_by_decision(by, **fields):
    """An idea that somebody at the desk has published."""
    item = make_item(**fields)
    idea = Idea.objects.get(pk=item.target_id)
    decide(idea, Verdict.PUBLISH, by)
    return Idea.objects.get(pk=idea.pk)


def refused(code, contribution, by, **words):
    with pytest.raises(RuleViolation) as caught:
        decide(contribution, Verdict.TAKE_BACK, by, **words)
    assert caught.value.code == code


def told(decision, contribution):
    happening = Happening.objects.filter(
        params__decision=decision.pk, verb__endswith=".taken_back"
    ).get()
    author = Recipient(user_id=contribution.author_id, reason="author")
    return registry.get(happening.verb).tell(contribution, happening.params, author)


def test_a_publication_goes_back_to_the_desk_with_a_new_promise(moderator):
    place = {"lon": 13.45, "lat": 52.55, "east_m": 395_000.0, "north_m": 5_823_000.0}
    idea = published_by_decision(moderator, place_kind="pin", place_text="x", **place)
    maps.rebuild()
    first = idea.decision

    decision = decide(idea, Verdict.TAKE_BACK, moderator, **WORDS)

    idea = Idea.objects.get(pk=idea.pk)
    item = QueueItem.objects.open().get(target_id=idea.pk)
    assert (idea.publication, idea.decision, idea.case) == (
        Publication.SUBMITTED,
        decision,
        Case.OPEN,
    )
    assert (decision.takes_back, item.cause) == (first, Cause.TAKEN_BACK)
    assert not MapCell.objects.filter(ideas__gt=0).exists()


def test_it_is_published_again_at_its_first_day(moderator):
    idea = published_by_decision(moderator)
    shown_at = idea.published_at
    decide(idea, Verdict.TAKE_BACK, moderator, **WORDS)

    decide(Idea.objects.get(pk=idea.pk), Verdict.PUBLISH, moderator)

    assert Idea.objects.get(pk=idea.pk).published_at == shown_at


def test_what_leaves_the_public_needs_a_reason_and_states_it(moderator):
    idea = published_by_decision(moderator)

    refused("reason_missing", idea, moderator)
    decision = decide(idea, Verdict.TAKE_BACK, moderator, **WORDS)

    idea.refresh_from_db()
    assert statement_of(decision).is_complete
    text = str(told(decision, idea).text)
    assert "Vorläufig ist sie nicht mehr zu sehen" in text
    assert WORDS["text"] in text
    assert "Einwand" in text


@pytest.mark.parametrize(
    ("verdict", "words"),
    (
        (Verdict.DECLINE, {"reason": Reason.INSULT}),
        (Verdict.REQUEST_CHANGES, {"reason": Reason.UNCLEAR, "text": "Wo ist das?"}),
    ),
)
def test_a_no_is_taken_back_without_a_reason(moderator, verdict, words):
    idea = Idea.objects.get(pk=make_item().target_id)
    decide(idea, verdict, moderator, **words)
    idea.refresh_from_db()

    decision = decide(idea, Verdict.TAKE_BACK, moderator, text="Das war ein Versehen.")

    idea.refresh_from_db()
    text = str(told(decision, idea).text)
    assert idea.publication == Publication.SUBMITTED
    assert "nehmen wir zurück" in text
    assert "Einwand" not in text
    assert complaints.obstacle(decision, idea).code == "cannot_object"


def test_its_author_objects_and_it_is_public_again(moderator):
    idea = published_by_decision(moderator)
    decision = decide(idea, Verdict.TAKE_BACK, moderator, **WORDS)

    raised = complaints.complain(decision, text="Warum das?", by=idea.author)
    complaints.answer(raised, outcome="reversed", text="Stimmt.", by=make_staff())

    assert Idea.objects.get(pk=idea.pk).is_public


def test_nothing_is_taken_back_where_nothing_was_decided(moderator):
    assert Verdict.TAKE_BACK not in offered(IdeaFactory())
    refused("verdict", IdeaFactory(), moderator, **WORDS)


@pytest.mark.parametrize("case", (Case.REFERRED, Case.STATEMENT_IN, Case.ANSWERED))
def test_what_an_amt_works_on_or_has_answered_is_not_new_again(moderator, case):
    idea = published_by_decision(moderator)
    outcome = "done" if case == Case.ANSWERED else ""
    Idea.objects.filter(pk=idea.pk).update(
        case=case,
        outcome=outcome,
        answered_at=idea.published_at if outcome else None,
        done_at=idea.published_at if outcome else None,
        next_on=None if outcome else idea.next_on,
        lead_department=DepartmentFactory(),
    )

    refused("with_department", Idea.objects.get(pk=idea.pk), moderator, **WORDS)


def test_a_comment_goes_back_and_is_counted_no_more(moderator):
    comment = CommentFactory(publication=Publication.SUBMITTED)
    decide(comment, Verdict.PUBLISH, moderator)
    comment.refresh_from_db()

    decide(comment, Verdict.TAKE_BACK, moderator, **WORDS)

    comment.refresh_from_db()
    comment.thread.refresh_from_db()
    assert comments.VERBS[Verdict.TAKE_BACK] == "comment.taken_back"
    assert (comment.publication, comment.thread.comment_count) == ("submitted", 0)


def test_two_addenda_never_wait_at_once(moderator):
    idea = IdeaFactory()
    first = amending.add(idea, text="Auch nachts.", draft_id=uuid4(), by=idea.author)
    decide(first, Verdict.PUBLISH, moderator)
    amending.add(idea, text="Und morgens.", draft_id=uuid4(), by=idea.author)
    first.refresh_from_db()

    refused("one_waits", first, moderator, **WORDS)


def test_a_decision_that_takes_back_names_another():
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            kind="idea",
            target_id=1,
            verdict=Verdict.TAKE_BACK,
            version=1,
            state_before=Publication.DECLINED,
            decided_by=UserFactory(),
            decided_at=IdeaFactory().submitted_at,
        )


def test_what_goes_back_to_the_desk_can_be_decided_anew():
    """The state graph: whatever may be taken back may be published after that."""
    for state, verdicts in workflow.OFFERED.items():
        if Verdict.TAKE_BACK in verdicts:
            assert Publication.SUBMITTED in workflow.MAY_FOLLOW[state]
    assert Verdict.PUBLISH in workflow.OFFERED[Publication.SUBMITTED]
