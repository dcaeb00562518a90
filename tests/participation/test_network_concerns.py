"""A concern of a network goes to the SPK, into a round, and back as a post."""

from datetime import timedelta

import pytest

from commons import kinds
from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_date
from commons.errors import RuleViolation
from commons.followups import registry as today
from commons.verbs import registry
from commons.verbs.models import Happening
from neighbourhood.rounds.enums import RoundKind
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services import deciding, reopening
from participation.moderation.enums import Publication
from participation.networks import concern_rules, concern_states
from participation.networks.enums import ConcernState, PostKind, Visibility
from participation.networks.models import Concern, Network, Post
from participation.networks.services import closing, concerns
from tests.factories.accounts import make_staff
from tests.factories.meetings import (
    ANSWERED,
    FOUND,
    as_it_is,
    bring,
    company,
    decide,
    speak,
    want,
)
from tests.factories.networks import make_network
from tests.factories.regions import RegionFactory
from tests.factories.rounds import make_regional

pytestmark = pytest.mark.django_db


def waiting(user):
    (section,) = [each for each in today.sections() if each.key == "networks-concerns"]
    return [item.title for item in section.items(Visitor(user))]


def test_what_a_network_wants_waits_for_the_spk_of_its_region():
    network, coordinator, _member = company()

    concern = want(network, by=coordinator)

    assert concern.state == ConcernState.RAISED
    (section,) = [each for each in today.sections() if each.key == "networks-concerns"]
    (item,) = section.items(Visitor(make_staff()))
    assert item.due_on == berlin_date(concern.raised_at + timedelta(days=14))
    assert waiting(make_regional(Role.MODERATOR, network.region)) == [concern.title]
    assert waiting(make_regional(Role.MODERATOR, RegionFactory())) == []


def test_nobody_sees_the_own_concern_among_their_work():
    staff = make_staff()
    network, _coordinator = make_network()

    concern = want(network, by=staff)

    assert waiting(staff) == []
    assert not concern_rules.can_bring(Visitor(staff), concern)
    assert concern_rules.can_bring(Visitor(make_staff()), concern)


def test_a_concern_becomes_the_question_of_a_round():
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)

    row = bring(concern)

    assert (row.kind, row.title) == (RoundKind.CONCERN, concern.title)
    assert row.region == network.region
    assert (as_it_is(concern).state, as_it_is(concern).round) == ("in_round", row)
    assert waiting(make_staff()) == []


def test_the_result_returns_to_the_network_as_a_post():
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)
    row = bring(concern)
    department = speak(row)

    decide(row)

    post = Post.objects.get(network=network)
    assert as_it_is(concern).state == ConcernState.ANSWERED
    assert as_it_is(concern).result == post
    assert (post.kind, post.title, post.author) == (
        PostKind.RESULT,
        concern.title,
        None,
    )
    assert FOUND in post.text
    assert "Wird aufgegriffen" in post.text
    assert department.name in post.text


def test_the_members_are_told_of_the_result():
    network, coordinator, member = company(Visibility.MEMBERS)
    row = bring(want(network, by=coordinator))

    decide(row)

    told = Happening.objects.get(verb="network_post.published")
    verb_of = kinds.get("network_post")
    assert told.target_id == Post.objects.get(network=network).pk
    assert verb_of.visible_to(Post.objects.all(), Visitor(member)).exists()
    assert not verb_of.visible_to(Post.objects.all(), Visitor(make_staff())).exists()


def test_a_round_that_is_called_off_leaves_the_concern_waiting():
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)
    row = bring(concern)

    deciding.cancel(row, reason="Zu früh.", by=make_staff())

    assert as_it_is(concern).state == ConcernState.RAISED
    assert as_it_is(concern).round is None
    assert waiting(make_staff()) == [concern.title]
    assert bring(as_it_is(concern)).pk != row.pk


def test_a_result_that_does_not_hold_is_told_as_a_further_post():
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)
    row = bring(concern)
    decide(row)

    reopening.reopen(Round.objects.get(pk=row.pk), reason="Irrtum.", by=make_staff())

    first, second = Post.objects.filter(network=network).order_by("number")
    assert FOUND in first.text
    assert "gilt nicht mehr" in second.text
    assert as_it_is(concern).state == ConcernState.IN_ROUND
    decide(Round.objects.get(pk=row.pk), code="not_taken_up", words="Doch nicht.")
    assert "Doch nicht." in as_it_is(concern).result.text


def test_the_spk_answers_what_needs_no_round():
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)

    concerns.answer(concern, text=ANSWERED, by=make_staff())

    post = Post.objects.get(network=network)
    assert as_it_is(concern).result == post
    assert ANSWERED in post.text
    assert not Round.objects.exists()


def test_who_wants_nothing_any_more_drops_it_before_a_round():
    network, coordinator, _member = company()
    early, late = want(network, by=coordinator), want(network, by=coordinator)
    bring(late)

    concerns.drop(early, by=coordinator)

    assert as_it_is(early).state == ConcernState.DROPPED
    with pytest.raises(RuleViolation) as refusal:
        concerns.drop(late, by=coordinator)
    assert refusal.value.code == "concern_transition"


@pytest.mark.parametrize("state", ConcernState)
def test_only_what_waits_is_brought_into_a_round(state):
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)
    if state != ConcernState.RAISED:
        row = bring(concern)
    if state == ConcernState.ANSWERED:
        decide(row)
    elif state == ConcernState.DROPPED:
        deciding.cancel(row, reason="Zu früh.", by=make_staff())
        concerns.drop(concern, by=coordinator)

    # An answered one is taken up again through its round alone.
    if state == ConcernState.RAISED:
        assert bring(concern).is_live
    else:
        with pytest.raises(RuleViolation):
            bring(as_it_is(concern))


def test_what_lies_there_two_weeks_is_said_to_the_spk_once():
    own = make_staff()
    network, _coordinator, member = company(Visibility.HIDDEN)
    concern = want(network, by=own)
    others = make_regional(Role.MODERATOR, network.region)
    make_regional(Role.MODERATOR, RegionFactory())
    assert concerns.remind() == 0

    late = concern.raised_at - concern_states.TAKEN_UP_AFTER
    Concern.objects.filter(pk=concern.pk).update(raised_at=late)
    counts = [concerns.remind(), concerns.remind()]

    verb = registry.get("concern.waits")
    people = [who.user_id for who in verb.audience(as_it_is(concern), {})]
    assert (counts, people) == ([1, 0], [others.pk])
    assert member.pk not in people


def test_what_a_round_found_is_kept_though_the_network_is_over():
    network, coordinator, _member = company()
    concern = want(network, by=coordinator)
    row = bring(concern)
    closing.close(network, reason="Wir sind fertig.", by=coordinator)

    decide(row)

    assert as_it_is(concern).state == ConcernState.ANSWERED
    assert as_it_is(concern).result is None
    assert not Post.objects.exists()


def test_a_network_that_is_over_wants_nothing_new():
    network, coordinator, _member = company()
    waits = want(network, by=coordinator)
    closing.close(network, reason="Wir sind fertig.", by=coordinator)

    with pytest.raises(RuleViolation) as refusal:
        want(network, by=coordinator)

    assert refusal.value.code == "network_over"
    assert waiting(make_staff()) == []
    with pytest.raises(RuleViolation):
        bring(waits)


def test_so_much_may_wait_and_no_more():
    network, coordinator, _member = company()
    for number in range(concerns.MOST_WAITING):
        want(network, title=f"Anliegen {number}", by=coordinator)

    with pytest.raises(RuleViolation) as refusal:
        want(network, by=coordinator)

    assert refusal.value.code == "too_many"


@pytest.mark.parametrize(
    ("visibility", "seen"),
    (
        (Visibility.OPEN, {"nobody", "member", "here"}),
        (Visibility.MEMBERS, {"member", "here"}),
        (Visibility.HIDDEN, {"member", "here"}),
    ),
)
def test_a_concern_is_said_to_members_and_to_the_spk_of_the_region(visibility, seen):
    network, coordinator, member = company(visibility)
    concern = want(network, by=coordinator)
    people = {
        "nobody": Visitor(),
        "member": Visitor(member),
        "here": Visitor(make_regional(Role.MODERATOR, network.region)),
        "elsewhere": Visitor(make_regional(Role.MODERATOR, RegionFactory())),
    }

    sees = {
        name
        for name, each in people.items()
        if Concern.objects.visible_to(each).filter(pk=concern.pk).exists()
    }

    assert sees - {"elsewhere"} == seen
    assert ("elsewhere" in sees) == (visibility == Visibility.OPEN)


def test_a_concern_of_what_is_taken_down_is_for_the_desk_alone():
    network, coordinator, member = company()
    concern = want(network, by=coordinator)

    Network.objects.filter(pk=network.pk).update(publication=Publication.SUBMITTED)

    assert not Concern.objects.visible_to(Visitor(member)).exists()
    assert Concern.objects.visible_to(Visitor(make_staff())).get() == concern
