"""A profile: written by a form, read at the desk, shown, found and changed."""

import re

import pytest
from django.urls import reverse

from commons.search.models import SearchRow
from neighbourhood.regions.models import Region
from participation.actors.models import Actor, ActorHandover, ActorMembership
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.actors import ActorFactory, make_member
from tests.factories.departments import TopicFactory

pytestmark = pytest.mark.django_db
NEW = "actors:actor-create"


@pytest.fixture
def regions():
    return list(Region.objects.order_by("number")[:3])


def posted(regions, **fields):
    return {
        "name": "Nachbarschaftshaus im Kiez",
        "kind": "centre",
        "text": "Kurse, Beratung und ein **Garten**.",
        "regions": [region.pk for region in regions],
        "links": "",
    } | fields


def publish(actor):
    item = QueueItem.objects.open().get(kind="actor", target_id=actor.pk)
    moderation.decide(
        item, verdict=Verdict.PUBLISH, version=actor.version, by=make_staff()
    )
    actor.refresh_from_db()


def test_a_profile_waits_at_the_desk_and_its_writer_owns_it(client, sign_in, regions):
    user, topic = UserFactory(), TopicFactory()
    form = posted(
        regions,
        topics=[topic.pk],
        languages=["de", "tr"],
        access=["step_free"],
        website="haus.example",
        links="https://haus.example/garten Der Garten\nkurse.example",
    )

    response = sign_in(client, user).post(reverse(NEW), form)

    actor = Actor.objects.get()
    assert response["Location"] == actor.get_absolute_url()
    assert (actor.publication, actor.region, actor.author) == (
        "submitted",
        regions[0],
        user,
    )
    assert list(actor.regions.order_by("number")) == regions
    assert list(actor.topics.all()) == [topic]
    assert actor.website == "https://haus.example"
    assert [(link.label, link.url) for link in actor.links.all()] == [
        ("Der Garten", "https://haus.example/garten"),
        ("kurse.example", "https://kurse.example"),
    ]
    assert ActorMembership.objects.get().level == "owner"
    assert QueueItem.objects.open().get().kind == "actor"
    assert actor.snapshots.get().content["languages"] == ["de", "tr"]


def test_nobody_else_sees_it_before_it_is_published(client, sign_in, regions):
    user = UserFactory()
    sign_in(client, user).post(reverse(NEW), posted(regions))
    actor = Actor.objects.get()
    page = actor.get_absolute_url()

    client.logout()

    assert client.get(page).status_code == 404
    assert sign_in(client, UserFactory()).get(page).status_code == 404
    assert sign_in(client, user).get(page).status_code == 200


def test_published_it_is_read_and_found(client, sign_in, regions):
    sign_in(client, UserFactory()).post(reverse(NEW), posted(regions))
    actor = Actor.objects.get()

    publish(actor)

    client.logout()
    text = client.get(actor.get_absolute_url()).text
    assert "<strong>Garten</strong>" in text
    assert regions[2].name in text
    assert SearchRow.objects.get(kind="actor").target_id == actor.pk
    assert actor.confirmed_at is not None


def test_an_address_in_another_district_leaves_the_chosen_stadtteil(
    client, sign_in, regions
):
    form = posted(regions[1:], address="Musterweg 5, 12345 Berlin")

    sign_in(client, UserFactory()).post(reverse(NEW), form)

    actor = Actor.objects.get()
    assert (actor.region, actor.place_text) == (regions[1], "Musterweg 5, 12345 Berlin")
    assert actor.lon is None


@pytest.mark.parametrize(
    ("fields", "words"),
    (
        ({"regions": []}, "mindestens einen Stadtteil"),
        ({"lat": "52.5"}, "Breite und Länge"),
        ({"lat": "10", "lon": "10"}, "nicht im Bezirk"),
        ({"website": "javascript:alert(1)"}, "vollständige Internetadresse"),
        ({"links": "javascript:alert(1) Klick"}, "vollständige Internetadresse"),
        ({"links": "\n".join(f"a{n}.example" for n in range(7))}, "höchstens 6"),
    ),
)
def test_what_a_profile_cannot_say_is_told_at_its_field(
    client, sign_in, regions, fields, words
):
    response = sign_in(client, UserFactory()).post(
        reverse(NEW), posted(regions) | fields
    )

    assert response.status_code == 422
    assert words in response.text
    assert not Actor.objects.exists()


def test_words_of_a_profile_cannot_harm_its_readers(client, sign_in, regions):
    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    form = posted(regions, name=f"Haus {hostile}"[:120], text=hostile, address=hostile)
    sign_in(client, UserFactory()).post(reverse(NEW), form)
    actor = Actor.objects.get()

    publish(actor)

    text = client.get(actor.get_absolute_url()).text
    assert "<script>alert" not in text
    assert not re.search(r"<img[^>]*onerror", text)


def test_the_desk_asks_for_a_change_and_the_next_version_comes_back(
    client, sign_in, regions
):
    user = UserFactory()
    sign_in(client, user).post(reverse(NEW), posted(regions))
    actor = Actor.objects.get()
    item = QueueItem.objects.open().get()
    moderation.decide(
        item,
        verdict=Verdict.REQUEST_CHANGES,
        version=1,
        by=make_staff(),
        reason=Reason.UNCLEAR,
        text="Was genau bieten Sie an?",
    )

    page = client.get(reverse("actors:actor-edit", args=[actor.pk])).text
    form = posted(regions, version=1, text="Wir bieten Kurse an.")
    client.post(reverse("actors:actor-edit", args=[actor.pk]), form)

    actor.refresh_from_db()
    assert "Was genau bieten Sie an?" in page
    assert (actor.publication, actor.version) == ("submitted", 2)
    assert QueueItem.objects.open().get().cause == "resubmitted"


def test_two_windows_do_not_overwrite_each_other(client, sign_in, regions):
    actor = ActorFactory(verified=True)
    owner = make_member(actor)
    address = reverse("actors:actor-edit", args=[actor.pk])
    sign_in(client, owner).post(address, posted(regions, version=1, name="Das Haus"))

    response = client.post(address, posted(regions, version=1, name="Anderes Haus"))

    actor.refresh_from_db()
    assert response.status_code == 422
    assert actor.name == "Das Haus"


def test_the_spk_enters_a_house_for_others_and_looks_after_it(client, sign_in, regions):
    form = posted(regions, for_others="on")

    sign_in(client, make_staff()).post(reverse(NEW), form)

    actor = Actor.objects.get()
    assert (actor.author, ActorMembership.objects.count()) == (None, 0)
    assert ActorHandover.objects.get(closed_at=None).actor == actor
    assert client.get(reverse("actors:actor-edit", args=[actor.pk])).status_code == 200


def test_a_resident_enters_nothing_for_others(client, sign_in, regions):
    response = sign_in(client, UserFactory()).post(
        reverse(NEW), posted(regions, for_others="on")
    )

    assert response.status_code == 403
    assert not Actor.objects.exists()


def test_a_profile_that_was_taken_back_is_gone(client, sign_in):
    actor = ActorFactory()
    owner = make_member(actor)
    address = reverse("actors:actor-withdraw", args=[actor.pk])
    editor = make_member(actor, "editor")

    assert sign_in(client, editor).post(address).status_code == 403
    sign_in(client, owner).post(address)

    actor.refresh_from_db()
    client.logout()
    assert actor.publication == Publication.WITHDRAWN
    assert client.get(actor.get_absolute_url()).status_code == 410


def test_the_page_costs_the_same_with_many_people_and_links(
    client, django_assert_num_queries
):
    alone, crowded = ActorFactory(), ActorFactory()
    for number in range(30):
        make_member(crowded)
        crowded.links.create(
            label=f"Link {number}", url="https://a.example", position=number + 1
        )
    client.get(alone.get_absolute_url())
    # The actor, topics, regions, links; what networks, pool, together and the
    # calendar say of it.
    for actor in (alone, crowded):
        with django_assert_num_queries(STRICT_QUERIES + 9):
            client.get(actor.get_absolute_url())
