"""Blocking a person: what stops, what goes on, who may, and how it ends."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from participation.discussion.models import Comment
from participation.discussion.services import editing
from participation.discussion.services.writing import write
from participation.ideas.models import Idea
from participation.ideas.services import support
from participation.ideas.services.publication import withdraw
from participation.moderation import appeals, services
from participation.moderation.enums import Reason, Verdict
from participation.moderation.models import Block, Decision
from participation.moderation.register.blocks import to_review
from participation.moderation.services import blocks
from participation.moderation.services.blocks import Sanction
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.regions import RegionFactory
from tests.participation.writing import CREATE, SEND, typed

pytestmark = pytest.mark.django_db
WEEK = Sanction(Reason.INSULT, "Am 3. Mai in K-7 jemanden beleidigt.", 7)


@pytest.fixture
def coordinator():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def person():
    return UserFactory(display_name="Drossel")


@pytest.fixture
def blocked(person, coordinator):
    return blocks.block(person, WEEK, by=coordinator)


def code_of(act):
    with pytest.raises(RuleViolation) as refusal:
        act()
    return refusal.value.code


def test_a_block_has_an_end_and_its_reasons(blocked, person):
    decision = blocked.decision

    assert blocked.ends_at - blocked.starts_at == timedelta(days=7)
    assert (decision.kind, decision.target_id) == ("user", person.pk)
    assert (decision.verdict, decision.facts) == (Verdict.BLOCK, WEEK.facts)
    assert decision.basis == "rule_respect"


def test_the_person_reads_why_until_when_and_how_to_object(blocked, person):
    happening = Happening.objects.get(verb="account.blocked")
    verb = registry.get(happening.verb)

    (who,) = verb.audience(person, happening.params)
    told = str(verb.tell(person, happening.params, who).text)

    assert who.user_id == person.pk
    for words in (WEEK.facts, "Respektvoll miteinander", "Einwand erheben", "löschen"):
        assert words in told


def test_a_new_idea_is_refused_and_its_words_are_kept(blocked, person):
    client = sign_in(StrictClient(), person)

    response = client.post(CREATE, typed())

    page = response.content.decode()
    assert response.status_code == 422
    assert "Ihr Konto ist gesperrt." in page
    assert reverse("moderation:block-own") in page
    assert not Idea.objects.filter(author=person).exists()
    assert Draft.objects.get(owner=person).content["title"] == "Mehr Bänke am Anger"


def test_the_preview_refuses_too(blocked, person):
    client = sign_in(StrictClient(), person)
    fields = typed(vorschau="1")
    client.post(CREATE, fields)

    response = client.post(SEND, {"key": fields["key"]})

    assert "Ihr Konto ist gesperrt." in response.content.decode()
    assert not Idea.objects.filter(author=person).exists()


def test_a_comment_is_refused_and_its_words_are_kept(blocked, person):
    idea = IdeaFactory()
    client = sign_in(StrictClient(), person)
    page = client.get(reverse("discussion:comment-create", args=["idea", idea.pk]))
    key = page.context["form"].initial["key"]

    response = client.post(
        reverse("discussion:comment-create", args=["idea", idea.pk]),
        {"key": key, "text": "Doch, doch."},
    )

    assert "nichts schreiben" in page.content.decode()
    assert response.status_code == 422
    assert not Comment.objects.exists()


@pytest.mark.parametrize("act", ("write", "edit", "submit"))
def test_every_way_to_write_is_closed(blocked, person, act):
    idea = IdeaFactory(author=person, publication="changes_requested")
    comment = CommentFactory(author=person)
    acts = {
        "write": lambda: write(
            comment.thread.host,
            "Doch.",
            draft_id=comment.draft_id.__class__(int=7),
            by=person,
        ),
        "edit": lambda: editing.edit(comment, "Anders.", version=1, by=person),
        "submit": lambda: services.submit(idea),
    }

    assert code_of(acts[act]) == "blocked"


def test_everything_else_goes_on(blocked, person):
    idea, own = IdeaFactory(), IdeaFactory(author=person, publication="submitted")
    client = sign_in(StrictClient(), person)

    support.toggle(idea, by=person)
    withdraw(own, by=person)

    assert client.get("/ideen/").status_code == 200
    assert idea.supports.filter(user=person).exists()
    assert Idea.objects.get(pk=own.pk).publication == "withdrawn"
    assert person.is_active


def test_earlier_contributions_stay_and_are_listed(person, coordinator):
    idea = IdeaFactory(author=person, title="Bank am Anger")
    CommentFactory(author=person, idea=IdeaFactory())
    IdeaFactory(author=person, publication="withdrawn", title="Zurückgenommen")
    block = blocks.block(person, WEEK, by=coordinator)
    client = sign_in(StrictClient(), coordinator)

    page = client.get(block.get_absolute_url()).content.decode()

    assert Idea.objects.get(pk=idea.pk).publication == "published"
    assert reverse("moderation:contribution", args=["idea", idea.pk]) in page
    assert page.count("/moderation/beitrag/") == 2
    assert "Zurückgenommen" not in page


def test_it_ends_by_itself_and_the_person_is_told_once(blocked, person, time_machine):
    time_machine.move_to(blocked.ends_at + timedelta(minutes=1))

    blocks.require_may_write(person)
    counts = [blocks.tell_ended(), blocks.tell_ended()]

    assert counts == [1, 0]
    assert Happening.objects.filter(verb="account.block_ended").count() == 1


def test_it_can_be_lifted_by_a_decision(blocked, person, coordinator):
    lifted = blocks.lift(blocked, text="Entschuldigung angenommen.", by=coordinator)

    blocks.require_may_write(person)
    assert lifted.lifted_by_decision.verdict == Verdict.UNBLOCK
    assert code_of(lambda: blocks.lift(blocked, text="", by=coordinator)) == (
        "not_blocked"
    )
    assert blocks.tell_ended() == 0


def test_an_objection_that_is_right_ends_it(blocked, person):
    appeal = appeals.find(blocked.decision)
    target = appeal.lock(blocked.decision)
    assert appeal.stands(blocked.decision, target)
    assert appeal.may_object(person.pk, blocked.decision, target)

    appeal.undo(
        blocked.decision, target, text="Das war jemand anderes.", by=make_staff()
    )

    blocks.require_may_write(person)
    verb = registry.get("account.unblocked")
    params = Happening.objects.get(verb=verb.key).params
    told = verb.tell(person, params, Recipient(user_id=person.pk))
    assert "Das war jemand anderes." in str(told.text)


def test_without_end_there_is_a_day_to_look_again(person, coordinator, time_machine):
    block = blocks.block(person, Sanction(Reason.SPAM, "Serie.", None), by=coordinator)
    waiting = [*to_review(visitor_for(coordinator))]
    time_machine.move_to(timezone.now() + timedelta(days=183))
    due = [item.title for item in to_review(visitor_for(coordinator))]

    blocks.look_again(block, by=coordinator)

    assert (block.ends_at, waiting, due) == (None, [], ["Drossel"])
    assert [*to_review(visitor_for(coordinator))] == []
    assert code_of(lambda: blocks.require_may_write(person)) == "blocked"


def test_two_blocks_at_a_time_are_refused(blocked, person, coordinator):
    again = code_of(lambda: blocks.block(person, WEEK, by=coordinator))
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(
            user=person,
            decision=Decision.objects.create(
                kind="user",
                target_id=person.pk,
                verdict=Verdict.UNBLOCK,
                version=1,
                state_before="",
                decided_at=timezone.now(),
            ),
            starts_at=timezone.now() + timedelta(days=1),
            ends_at=timezone.now() + timedelta(days=2),
        )

    assert again == "blocked_already"


def test_after_one_has_ended_there_may_be_another(blocked, person, coordinator):
    blocks.lift(blocked, text="", by=coordinator)

    assert blocks.block(person, WEEK, by=coordinator).is_active


@pytest.mark.parametrize(
    ("whom", "code"),
    (("staff", "staff"), ("self", "own_account"), ("closed", "account_closed")),
)
def test_whom_nobody_blocks(coordinator, whom, code):
    people = {
        "staff": make_staff,
        "self": lambda: coordinator,
        "closed": lambda: UserFactory(is_active=False),
    }

    assert code_of(lambda: blocks.block(people[whom](), WEEK, by=coordinator)) == code


@pytest.mark.parametrize(
    ("role", "may"),
    (
        (None, False),
        (Role.MODERATOR, False),
        (Role.ADMIN, False),
        (Role.DATA_EDITOR, False),
        (Role.COORDINATOR, True),
    ),
)
def test_who_may_block_by_a_direct_post(person, role, may):
    client = sign_in(StrictClient(), make_staff(role) if role else UserFactory())

    response = client.post(
        reverse("moderation:block-create", args=[person.pk]),
        {"days": "1", "reason": "insult", "facts": "K-7"},
    )
    lists = client.get(reverse("moderation:block-list")).status_code

    assert (response.status_code, lists) == ((302, 200) if may else (403, 403))
    assert Block.objects.exists() is may


def test_who_coordinates_one_stadtteil_blocks_nobody(person):
    regional = make_regional_moderator(RegionFactory(), role=Role.COORDINATOR)
    client = sign_in(StrictClient(), regional)

    response = client.get(reverse("moderation:block-create", args=[person.pk]))

    assert response.status_code == 403


@pytest.mark.parametrize("view", ("block-show", "block-review"))
def test_only_the_coordination_works_on_a_block(blocked, view):
    client = sign_in(StrictClient(), make_staff())

    response = client.post(reverse(f"moderation:{view}", args=[blocked.pk]), {})

    assert response.status_code == 403
    assert Block.objects.get().is_active


def test_the_page_lifts_a_block(blocked, coordinator):
    client = sign_in(StrictClient(), coordinator)

    response = client.post(blocked.get_absolute_url(), {"text": "Erledigt."})

    assert response.url == reverse("moderation:block-list")
    assert not Block.objects.get().is_active


def test_the_person_has_a_page_of_the_block(blocked, person):
    page = sign_in(StrictClient(), person).get(reverse("moderation:block-own"))
    free = sign_in(StrictClient(), UserFactory()).get(reverse("moderation:block-own"))

    words = page.content.decode()
    assert WEEK.facts in words
    assert reverse("moderation:complaint-create", args=[blocked.decision_id]) in words
    assert "Ihr Konto ist nicht gesperrt." in free.content.decode()


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_costs_the_same_with_many(
    coordinator, count, django_assert_num_queries
):
    for person in UserFactory.create_batch(count):
        blocks.block(person, WEEK, by=coordinator)
    client = sign_in(StrictClient(), coordinator)
    client.get(reverse("moderation:block-list"))

    with django_assert_num_queries(10):
        client.get(reverse("moderation:block-list"))


def test_a_deleted_account_leaves_a_block_without_a_name(blocked, person, coordinator):
    Block.objects.filter(user=person).update(user=None)

    page = sign_in(StrictClient(), coordinator).get(blocked.get_absolute_url())

    assert page.status_code == 200
    assert "gelöschtes Konto" in page.content.decode()
