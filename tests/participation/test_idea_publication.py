"""What a decision makes of an idea, through the desk as moderators use it."""

from datetime import date

import pytest
import time_machine

from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from commons.notifications.models import Follow
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.rules import can_edit, can_take_over, can_withdraw
from participation.ideas.services import publication
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import decide, decide_directly, submit
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory, SupportFactory

pytestmark = pytest.mark.django_db


def make_submitted(**fields):
    idea = IdeaFactory(publication=Publication.SUBMITTED, **fields)
    return idea, submit(idea)


def ruling(idea, verdict, *, by=None, **words):
    decision = decide_directly(
        idea, verdict=verdict, version=idea.version, by=by or make_staff(), **words
    )
    idea.refresh_from_db()
    return decision


def told(verb, idea):
    happening = Happening.objects.filter(verb=verb, target_id=idea.pk).latest("pk")
    author = Recipient(user_id=idea.author_id, reason="author")
    return registry.get(verb).tell(idea, happening.params, author)


@time_machine.travel("2026-03-02 10:00+01:00", tick=False)
def test_publishing_opens_the_case_with_a_next_date_within_a_month():
    idea, item = make_submitted()

    decision = decide(item, verdict=Verdict.PUBLISH, version=1, by=make_staff())

    idea.refresh_from_db()
    assert (idea.publication, idea.case, idea.decision) == (
        "published",
        "open",
        decision,
    )
    assert idea.published_at is not None
    assert idea.next_on == date(2026, 3, 30)
    verbs = Happening.objects.filter(kind="idea", target_id=idea.pk).order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "idea.published",
        "idea.case_opened",
        "moderation.decided",
    ]


@pytest.mark.parametrize(
    ("verdict", "state"),
    (
        (Verdict.REQUEST_CHANGES, Publication.CHANGES_REQUESTED),
        (Verdict.DECLINE, Publication.DECLINED),
    ),
)
def test_a_no_needs_no_case_and_tells_why_and_how_to_object(verdict, state):
    idea, item = make_submitted()

    decide(
        item,
        verdict=verdict,
        version=1,
        by=make_staff(),
        reason=Reason.PERSONAL_DATA,
        text="Bitte nehmen Sie die Telefonnummer heraus.",
    )

    idea.refresh_from_db()
    assert (idea.publication, idea.case, idea.next_on) == (state, Case.NONE, None)
    text = told(publication.VERBS[verdict], idea).text
    assert "Ihre Idee enthält persönliche Angaben anderer." in text
    assert "Bitte nehmen Sie die Telefonnummer heraus." in text
    assert "/einwand/" in text


def test_the_reason_other_stays_out_of_the_sentence():
    idea, _ = make_submitted()
    ruling(idea, Verdict.DECLINE, reason=Reason.OTHER, text="Das gab es 2019 schon.")

    text = told("idea.declined", idea).text

    assert "Der Grund" not in text
    assert "\n\n\n" not in text


def test_hiding_keeps_the_case_and_restoring_keeps_the_day_of_publication():
    idea = IdeaFactory(case=Case.OPEN)
    published_at = idea.published_at

    ruling(idea, Verdict.HIDE, reason=Reason.INSULT)
    hidden = (idea.publication, idea.case)
    ruling(idea, Verdict.RESTORE)

    assert hidden == ("hidden", "open")
    assert (idea.publication, idea.case, idea.published_at) == (
        "published",
        "open",
        published_at,
    )


def test_removing_ends_the_case_unless_an_amt_has_it():
    with_us = IdeaFactory(case=Case.OPEN)
    at_amt = IdeaFactory(case=Case.REFERRED, lead_department=DepartmentFactory())

    for idea in (with_us, at_amt):
        ruling(idea, Verdict.REMOVE, reason=Reason.INSULT)

    assert (with_us.publication, with_us.case, with_us.next_on) == (
        "removed",
        "closed",
        None,
    )
    assert (at_amt.publication, at_amt.case) == ("removed", "referred")


@pytest.mark.parametrize(("is_kept", "case"), ((True, "open"), (False, "reopened")))
def test_a_removed_idea_comes_back_to_its_case_or_is_looked_at_again(is_kept, case):
    idea = IdeaFactory(case=Case.OPEN)
    ruling(idea, Verdict.REMOVE, reason=Reason.INSULT)
    decision = idea.decision
    decision.verdict = Verdict.RESTORE
    if not is_kept:  # decided before decisions kept what was
        decision.kept = decision.undo_until = None
        decision.save(update_fields=["kept", "undo_until"])

    publication.apply(idea, decision, by=None)

    idea.refresh_from_db()
    assert (idea.publication, idea.case) == ("published", case)
    assert idea.next_on is not None


def test_merging_carries_supporters_over_once():
    stays = IdeaFactory(case=Case.OPEN)
    goes = IdeaFactory(case=Case.OPEN)
    both = SupportFactory(idea=stays).user
    for user in (both, UserFactory(), stays.author):
        SupportFactory(idea=goes, user=user)
    Idea.objects.filter(pk=stays.pk).update(support_count=1)
    Idea.objects.filter(pk=goes.pk).update(support_count=3)

    ruling(goes, Verdict.MERGE, merge_into=stays)

    stays.refresh_from_db()
    assert (goes.publication, goes.merged_into, goes.case) == (
        "merged",
        stays,
        "closed",
    )
    # The one who supported both counts once; whoever wrote the other counts, too.
    assert stays.support_count == stays.supports.count() == 3
    followers = Follow.objects.filter(kind="idea", target_id=stays.pk)
    assert dict(followers.values_list("user", "reason")).get(goes.author_id) == (
        "author_of_merged"
    )


@pytest.mark.parametrize("target", ("none", "itself", "hidden"))
def test_merging_needs_another_published_idea(target):
    idea = IdeaFactory()
    others = {
        "none": None,
        "itself": idea,
        "hidden": IdeaFactory(publication=Publication.HIDDEN),
    }
    decision = IdeaFactory(publication=Publication.MERGED).decision

    with pytest.raises(RuleViolation) as refusal:
        publication.apply(idea, decision, by=None, merge_into=others[target])

    assert refusal.value.code == "merge_target"


MAY_GO = {"submitted", "changes_requested", "published"}


@pytest.mark.parametrize("state", sorted(MAY_GO))
def test_withdrawing_takes_an_idea_off_the_desk(state):
    idea = IdeaFactory(publication=state)
    if state == "submitted":
        submit(idea)

    publication.withdraw(idea, by=idea.author)

    idea.refresh_from_db()
    assert idea.publication == "withdrawn"
    assert not QueueItem.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize("state", sorted(set(Publication.values) - MAY_GO))
def test_what_is_decided_is_not_withdrawn(state):
    idea = IdeaFactory(publication=state)

    with pytest.raises(RuleViolation) as refusal:
        publication.withdraw(idea, by=idea.author)

    assert refusal.value.code == "publication_transition"


FREE = {"none": "none", "open": "closed", "reopened": "closed"}


@pytest.mark.parametrize(("case", "after"), sorted(FREE.items()))
def test_withdrawing_ends_a_case_that_no_amt_has(case, after):
    idea = IdeaFactory(case=case)

    publication.withdraw(idea, by=idea.author)

    idea.refresh_from_db()
    assert (idea.case, idea.next_on) == (after, None)


@pytest.mark.parametrize("case", sorted(set(Case.values) - set(FREE)))
def test_an_idea_that_an_amt_has_is_not_withdrawn_by_a_click(case):
    fields = {"outcome": "done"} if case == Case.ANSWERED else {}
    idea = IdeaFactory(case=case, **fields)

    with pytest.raises(RuleViolation) as refusal:
        publication.withdraw(idea, by=idea.author)

    assert refusal.value.code == "with_department"


def test_author_or_code_opens_an_idea_for_changes():
    author, other = UserFactory(), UserFactory()
    own, ownerless = IdeaFactory(author=author), IdeaFactory(author=None)
    nobody = Visitor()

    assert [
        can_edit(Visitor(author), own),
        can_edit(Visitor(other), own),
        can_edit(Visitor(other), own, holds_code=True),
        can_withdraw(nobody, ownerless, holds_code=True),
        can_withdraw(nobody, ownerless),
        can_take_over(nobody, ownerless, holds_code=True),
        can_take_over(Visitor(other), ownerless, holds_code=True),
        can_take_over(Visitor(other), own, holds_code=True),
    ] == [True, False, False, True, False, False, True, False]


def test_followers_hear_where_an_idea_went_and_only_the_author_of_a_decision():
    idea = IdeaFactory(case=Case.STATEMENT_IN)
    supporter = UserFactory()
    for user, reason in ((idea.author, "author"), (supporter, "supporter")):
        Follow.objects.create(
            user=user,
            kind="idea",
            target_id=idea.pk,
            reason=reason,
            created_at=idea.submitted_at,
        )

    hear = {
        verb: [
            (who.user_id, who.reason) for who in registry.get(verb).audience(idea, {})
        ]
        for verb in ("idea.referred", "idea.hidden")
    }

    assert hear == {
        "idea.referred": [(idea.author_id, "author"), (supporter.pk, "supporter")],
        "idea.hidden": [(idea.author_id, "author")],
    }
