"""Who works for an actor: tasks, leaving, and what the last owner leaves behind."""

import pytest
from django.urls import reverse

from commons.accounts.services.own_data import erase, export
from commons.accounts.visitors import ANONYMOUS, Visitor
from commons.notifications.models import Follow
from commons.verbs.models import Happening
from participation.actors import rules
from participation.actors.enums import Level
from participation.actors.forms.speaking import SpeakingField, offer_speaking
from participation.actors.models import ActorHandover, ActorMembership, levels
from participation.actors.queries.choices import speakable_for
from participation.actors.queries.today import ownerless_items
from participation.actors.services import people
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.actors import ActorFactory, ActorMembershipFactory, make_member
from tests.factories.moderation import make_regional_moderator
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db


def open_handovers():
    return list(
        ActorHandover.objects.filter(closed_at=None).values_list("actor", flat=True)
    )


@pytest.mark.parametrize(
    ("level", "may"),
    (
        (Level.OWNER, (True, True, True)),
        (Level.EDITOR, (True, True, False)),
        (Level.MEMBER, (True, False, False)),
        (None, (False, False, False)),
    ),
)
def test_each_task_may_more_than_the_one_below(level, may):
    actor, user = ActorFactory(), UserFactory()
    if level:
        make_member(actor, level, user=user)
    visitor = Visitor(user=user)

    assert (
        rules.belongs_to(visitor, actor),
        rules.can_edit(visitor, actor),
        rules.can_own(visitor, actor),
    ) == may


def test_levels_cost_one_query_and_none_for_whoever_belongs_to_nothing(
    django_assert_num_queries,
):
    actor = ActorFactory()
    visitor = Visitor(user=make_member(actor))
    stranger = Visitor(user=UserFactory())
    assert (visitor.grants, stranger.grants) != (None, None)

    with django_assert_num_queries(1):
        for _again in range(3):
            assert levels(visitor) == {actor.pk: Level.OWNER}
    with django_assert_num_queries(0):
        assert levels(stranger) == levels(ANONYMOUS) == {}


def test_only_published_actors_are_spoken_for_and_not_by_members():
    user = UserFactory()
    spoken = ActorFactory(name="Das Haus")
    edited = ActorFactory(name="Der Garten")
    make_member(spoken, user=user)
    make_member(edited, "editor", user=user)
    make_member(ActorFactory(), "member", user=user)
    make_member(ActorFactory(publication=Publication.SUBMITTED), user=user)

    assert list(speakable_for(Visitor(user=user))) == [spoken, edited]


def test_a_form_offers_actors_only_to_whoever_speaks_for_some():
    from django import forms  # noqa: PLC0415 -- a form of this test alone

    class Form(forms.Form):
        actor = SpeakingField()

    speaker, other = Form(), Form()
    actor = ActorFactory()

    offer_speaking(speaker, Visitor(user=make_member(actor)))
    offer_speaking(other, Visitor(user=UserFactory()))

    assert list(speaker.fields["actor"].queryset) == [actor]
    assert "actor" not in other.fields


def test_an_owner_changes_what_somebody_may_and_they_are_told(client, sign_in):
    actor = ActorFactory()
    owner = make_member(actor)
    membership = ActorMembershipFactory(actor=actor, level="member")
    address = reverse("actors:level-change", args=[membership.pk])

    sign_in(client, owner).post(address, {"level": "editor"})

    membership.refresh_from_db()
    assert membership.level == "editor"
    said = Happening.objects.get(verb="actor.level_changed")
    assert said.params == {"member": membership.user_id, "level": "editor"}


@pytest.mark.parametrize("level", ("editor", "member", None))
def test_nobody_but_an_owner_changes_tasks(client, sign_in, level):
    actor = ActorFactory()
    owned = ActorMembershipFactory(actor=actor)
    user = make_member(actor, level) if level else UserFactory()
    sign_in(client, user)

    change = client.post(
        reverse("actors:level-change", args=[owned.pk]), {"level": "member"}
    )
    go = client.post(reverse("actors:member-let-go", args=[owned.pk]))

    owned.refresh_from_db()
    assert (change.status_code, go.status_code) == (403, 403)
    assert (owned.level, owned.withdrawn_at) == ("owner", None)


def test_the_last_owner_who_leaves_is_warned_and_leaves_a_task(client, sign_in):
    actor = ActorFactory()
    membership = ActorMembershipFactory(actor=actor)
    address = reverse("actors:member-let-go", args=[membership.pk])

    warned = sign_in(client, membership.user).get(address).text
    client.post(address)

    membership.refresh_from_db()
    assert "keine Inhaber:in mehr" in warned
    assert membership.withdrawn_at is not None
    assert open_handovers() == [actor.pk]
    assert client.get(actor.get_absolute_url()).status_code == 200


def test_an_account_that_is_deleted_leaves_the_profile_and_a_task():
    actor, other = ActorFactory(), ActorFactory()
    owner = make_member(actor)
    make_member(other, user=owner)
    second = make_member(other)
    actor.author = owner
    actor.save()

    erase(owner)

    actor.refresh_from_db()
    assert (actor.publication, actor.author) == (Publication.PUBLISHED, None)
    assert open_handovers() == [actor.pk]
    assert list(ActorMembership.objects.values_list("user", flat=True)) == [second.pk]


def test_the_task_reaches_the_moderators_of_the_stadtteil_alone(
    django_assert_num_queries,
):
    here, there = RegionFactory(), RegionFactory()
    actor = ActorFactory(region=here)
    people.let_go(ActorMembershipFactory(actor=actor), by=UserFactory())
    near = Visitor(user=make_regional_moderator(here))
    far = Visitor(user=make_regional_moderator(there))
    assert near.grants

    with django_assert_num_queries(1):
        items = list(ownerless_items(near))

    assert [(item.title, item.region_id) for item in items] == [
        (f"Inhaber:in finden: {actor.name}", here.pk)
    ]
    assert list(ownerless_items(far)) == []
    assert list(ownerless_items(Visitor(user=UserFactory()))) == []


def test_the_task_ends_when_somebody_owns_it_again():
    actor = ActorFactory()
    people.let_go(ActorMembershipFactory(actor=actor), by=make_staff())
    member = ActorMembershipFactory(actor=actor, level="member")

    people.change_level(member, Level.OWNER, by=make_staff())

    assert open_handovers() == []


def test_the_spk_gives_the_task_to_a_member_while_nobody_owns_it(client, sign_in):
    actor = ActorFactory()
    member = ActorMembershipFactory(actor=actor, level="member")
    address = reverse("actors:level-change", args=[member.pk])
    staff = make_staff()
    owner = ActorMembershipFactory(actor=actor)

    refused = sign_in(client, staff).post(address, {"level": "owner"})
    people.let_go(owner, by=owner.user)
    given = client.post(address, {"level": "owner"})

    member.refresh_from_db()
    assert (refused.status_code, given.status_code) == (403, 302)
    assert member.level == "owner"
    assert open_handovers() == []


def test_a_second_owner_is_asked_for(client, sign_in):
    actor = ActorFactory()
    owner = make_member(actor)
    page = reverse("actors:people-list", args=[actor.pk])
    asked = "Laden Sie bitte eine zweite ein"

    alone = sign_in(client, owner).get(page).text
    make_member(actor)
    together = client.get(page).text

    assert (asked in alone, asked in together) == (True, False)


def test_whoever_joins_follows_and_whoever_goes_does_not():
    actor, user = ActorFactory(), UserFactory()

    membership = people.let_in(actor, user, Level.MEMBER, by=None)
    followed = Follow.objects.of(actor).filter(user=user).exists()
    people.let_go(membership, by=user)

    assert followed
    assert not Follow.objects.of(actor).filter(user=user).exists()


def test_the_export_says_for_whom_somebody_works():
    actor = ActorFactory()
    user = make_member(actor, "editor")

    rows = export(user)["tables"]["actors.ActorMembership"]["rows"]

    assert [(row["actor_id"], row["level"]) for row in rows] == [(actor.pk, "editor")]


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_of_people_costs_the_same(
    client, sign_in, django_assert_num_queries, count
):
    actor = ActorFactory()
    owner = make_member(actor)
    for _number in range(count):
        make_member(actor, "member")
    sign_in(client, owner)
    page = reverse("actors:people-list", args=[actor.pk])
    client.get(page)

    with django_assert_num_queries(12):
        client.get(page)
