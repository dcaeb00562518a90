"""A network brings in an idea: written by a person, shown with whom it is for."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import Visitor
from participation.ideas.models import Idea
from participation.ideas.queries.places import without_place
from participation.ideas.services import drafting
from participation.ideas.services.submission import Content
from participation.networks.models import NetworkMembership
from participation.together.models import Authorship
from participation.together.queries.partners import key_of
from participation.together.services import authoring
from tests.factories.accounts import UserFactory
from tests.factories.departments import TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.networks import make_house, make_network, member_of, speaker_of

pytestmark = pytest.mark.django_db


def page(partner):
    return reverse("together:authorship-create", args=[key_of(partner)])


def hand_in(person):
    """What the form for ideas does with the draft that is there."""
    draft = drafting.find(Visitor(user=person))
    content = Content(
        title="Ein Abend für alle",
        text="Wir möchten uns treffen.",
        topic=TopicFactory(),
        place=without_place(IdeaFactory().region),
    )
    key = uuid.UUID(draft.content["key"])
    return drafting.submit(draft, content, key=key, author=person)


def test_a_coordinator_writes_for_the_network_and_everybody_reads_so(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator)
    response = client.post(page(network))
    form = client.get(response.url).text

    idea = hand_in(coordinator)
    Idea.objects.filter(pk=idea.pk).update(
        publication="published", published_at=timezone.now()
    )

    assert response.url == reverse("ideas:idea-create")
    assert f"Sie schreiben für {network.name}." in form
    assert Authorship.objects.get(idea=idea).network == network
    html = client.get(Idea.objects.get(pk=idea.pk).get_absolute_url()).text
    assert "Eingebracht für" in html


def test_a_draft_that_was_begun_becomes_the_networks(client, sign_in):
    network, coordinator = make_network()
    visitor = Visitor(user=coordinator)
    drafting.keep(visitor, {"key": str(uuid.uuid4()), "title": "Schon begonnen"})
    sign_in(client, coordinator)

    client.post(page(network))

    pending = authoring.pending_of(visitor)
    assert pending.network == network
    assert drafting.find(visitor).content["title"] == "Schon begonnen"


def test_one_may_write_for_oneself_after_all(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator)
    client.post(page(network))

    client.post(reverse("together:authorship-drop"))
    idea = hand_in(coordinator)

    assert not Authorship.objects.filter(idea=idea).exists()


def test_who_writes_for_nobody_drops_nothing(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator)
    client.post(page(network))
    sign_in(client, UserFactory())

    response = client.post(reverse("together:authorship-drop"), follow=True)

    assert response.status_code == 200
    assert list(get_messages(response.wsgi_request)) == []
    assert authoring.pending_of(Visitor(user=coordinator)).network == network


def test_who_coordinates_no_more_has_written_for_themselves(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator)
    client.post(page(network))
    NetworkMembership.objects.update(left_at=timezone.now())

    hand_in(coordinator)

    assert not Authorship.objects.exists()


def test_members_and_strangers_write_for_nobody(client, sign_in):
    network, _coordinator = make_network()
    hidden, _somebody = make_network(visibility="hidden")

    found = [
        sign_in(client, person).get(page(partner)).status_code
        for person, partner in (
            (member_of(network), network),
            (UserFactory(), network),
            (UserFactory(), hidden),
        )
    ]

    assert found == [403, 403, 404]


def test_an_editor_writes_for_an_actor(client, sign_in):
    house = make_house()
    editor = speaker_of(house, level="editor")

    sign_in(client, editor).post(page(house))
    idea = hand_in(editor)

    assert idea.authorship.actor == house


def test_what_nobody_handed_in_is_forgotten(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator).post(page(network))
    Authorship.objects.update(begun_at=timezone.now() - timedelta(days=61))

    assert authoring.forget_unwritten() == 1
