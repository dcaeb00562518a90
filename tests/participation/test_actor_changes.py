"""Who is trusted changes a profile at once; of others somebody reads it first."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from neighbourhood.regions.models import Region
from participation.actors.models import ActorChange
from participation.actors.services import profile as profiles, verifying
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.actors import ActorFactory, make_member, make_profile
from tests.factories.moderation import make_regional_moderator
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return ActorFactory(name="Das alte Haus")


def change(actor, by, **fields):
    actor.refresh_from_db()
    said = make_profile(**({"name": "Das neue Haus"} | fields))
    return profiles.change(actor, said, version=actor.version, by=by)


def decide(verdict=Verdict.PUBLISH, **ruling):
    item = QueueItem.objects.open().get(kind="actor_change")
    moderation.decide(
        item, verdict=verdict, version=item.version, by=make_staff(), **ruling
    )


def picture_bytes():
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return out.getvalue()


def told(verb):
    past_undoing()
    for pk in Happening.objects.filter(verb=verb).values_list("pk", flat=True):
        notifications.expand(pk)
    rows = Notification.objects.filter(happening__verb=verb)
    return set(rows.values_list("user", "reason"))


def test_a_verified_actor_changes_at_once(actor):
    owner = make_member(actor)
    verifying.verify(actor, by=make_staff())

    change(actor, owner)

    actor.refresh_from_db()
    assert (actor.name, actor.version) == ("Das neue Haus", 2)
    assert actor.snapshots.get().content["name"] == "Das neue Haus"
    assert not QueueItem.objects.open().exists()
    assert SearchRow.objects.get(kind="actor").title == "Das neue Haus"


def test_the_change_of_another_waits_and_the_profile_stays(client, actor):
    owner = make_member(actor)

    change(actor, owner)

    text = client.get(actor.get_absolute_url()).text
    assert QueueItem.objects.open().get().kind == "actor_change"
    assert "Das alte Haus" in text
    assert "Das neue Haus" not in text


def test_published_the_change_takes_the_place_of_the_profile(client, actor):
    owner = make_member(actor)
    change(actor, owner, text="Jetzt auch mit Werkstatt.")

    decide()

    actor.refresh_from_db()
    assert (actor.name, actor.version) == ("Das neue Haus", 2)
    assert "Jetzt auch mit Werkstatt." in client.get(actor.get_absolute_url()).text
    assert told("actor_change.published") == {(owner.pk, "author")}


def test_declined_the_profile_stays_and_the_writer_hears_why(actor):
    owner = make_member(actor)
    change(actor, owner)

    decide(Verdict.DECLINE, reason=Reason.ADVERTISING, facts="Es nennt Preise.")

    actor.refresh_from_db()
    assert (actor.name, actor.version) == ("Das alte Haus", 1)
    assert told("actor_change.declined") == {(owner.pk, "author")}


def test_writing_again_replaces_what_waits_and_keeps_its_place(actor):
    owner, editor = make_member(actor), make_member(actor, "editor")
    change(actor, owner)
    item = QueueItem.objects.open().get()

    change(actor, editor, name="Das dritte Haus")

    waiting = ActorChange.objects.get()
    assert (waiting.content["name"], waiting.version) == ("Das dritte Haus", 2)
    assert QueueItem.objects.open().get().pk == item.pk


def test_trust_that_comes_meanwhile_overtakes_what_waits(actor):
    owner = make_member(actor)
    change(actor, owner)
    verifying.verify(actor, by=make_staff())

    change(actor, owner, name="Das dritte Haus")

    actor.refresh_from_db()
    assert actor.name == "Das dritte Haus"
    assert ActorChange.objects.get().publication == Publication.WITHDRAWN
    assert not QueueItem.objects.open().exists()


def test_an_old_version_is_not_written_over(actor):
    owner = make_member(actor)

    with pytest.raises(RuleViolation) as refused:
        profiles.change(actor, make_profile(), version=7, by=owner)

    assert refused.value.code == "version_changed"


def test_followers_hear_of_new_opening_hours_and_its_own_people_do_not(actor):
    owner, follower = make_member(actor), UserFactory()
    verifying.verify(actor, by=make_staff())
    for user in (owner, follower):
        notifications.follow(user, actor)
    change(actor, owner)

    quiet = told("actor.moved")
    change(actor, owner, opening_hours="Montag bis Freitag, 10 bis 18 Uhr")

    assert quiet == set()
    assert told("actor.moved") == {(follower.pk, "follower")}


def test_the_spk_of_its_stadtteil_vouches_and_takes_it_back(client, sign_in, actor):
    owner = make_member(actor)
    address = reverse("actors:actor-verify", args=[actor.pk])
    sign_in(client, make_regional_moderator(actor.region))

    client.post(address, {"bestaetigt": "ja"})
    actor.refresh_from_db()
    is_verified = actor.is_verified
    client.post(address, {"bestaetigt": "nein"})

    actor.refresh_from_db()
    assert (is_verified, actor.is_verified) == (True, False)
    assert told("actor.verified") == {(owner.pk, "actor_owner")}
    assert told("actor.unverified") == {(owner.pk, "actor_owner")}


@pytest.mark.parametrize("who", ("owner", "resident", "far", "own_staff"))
def test_nobody_else_vouches(client, sign_in, actor, who):
    people = {
        "owner": lambda: make_member(actor),
        "resident": UserFactory,
        "far": lambda: make_regional_moderator(
            Region.objects.exclude(pk=actor.region_id).first()
        ),
        "own_staff": lambda: make_member(actor, user=make_staff()),
    }
    sign_in(client, people[who]())
    address = reverse("actors:actor-verify", args=[actor.pk])

    response = client.post(address, {"bestaetigt": "ja"})

    actor.refresh_from_db()
    assert response.status_code == 403
    assert actor.verified_at is None


def test_a_logo_is_written_anew_and_needs_words(client, sign_in, actor):
    verifying.verify(actor, by=make_staff())
    sign_in(client, make_member(actor))
    address = reverse("actors:actor-edit", args=[actor.pk])
    form = {
        "name": actor.name,
        "kind": actor.kind,
        "regions": [actor.region_id],
        "version": 1,
        "links": "",
    }

    def logo():
        return SimpleUploadedFile("logo.png", picture_bytes(), "image/png")

    wordless = client.post(address, form | {"new_logo": logo()})
    client.post(address, form | {"new_logo": logo(), "logo_alt": "Ein rotes Haus"})

    actor.refresh_from_db()
    client.logout()
    assert wordless.status_code == 422
    assert actor.logo.purpose == "actor-logo"
    assert client.get(actor.logo.get_absolute_url()).status_code == 200
    assert 'alt="Ein rotes Haus"' in client.get(actor.get_absolute_url()).text


def test_the_logo_of_a_change_that_waits_is_not_public(client, sign_in, actor):
    owner = make_member(actor)
    sign_in(client, owner)
    form = {
        "name": actor.name,
        "kind": actor.kind,
        "regions": [actor.region_id],
        "version": 1,
        "links": "",
        "new_logo": SimpleUploadedFile("logo.png", picture_bytes(), "image/png"),
        "logo_alt": "Ein Haus",
    }
    client.post(reverse("actors:actor-edit", args=[actor.pk]), form)
    address = ActorChange.objects.get().logo.get_absolute_url()

    inside = client.get(address).status_code
    client.logout()

    assert (inside, client.get(address).status_code) == (200, 404)
