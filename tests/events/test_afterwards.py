"""What stays of a date: written, read, let through, asked for."""

import uuid

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.urls import reverse

from commons.accounts.enums import Role
from commons.verbs.models import Happening
from events.calendar import addresses
from events.calendar.models import Aftermath
from events.calendar.services import afterwards
from tests.factories.accounts import PlatformGrantFactory, UserFactory
from tests.factories.events import EventFactory, at
from tests.factories.ideas import IdeaFactory
from tests.factories.networks import make_house, speaker_of
from tests.safety.redaction_world import picture

pytestmark = pytest.mark.django_db
WORDS = "Wir pflanzen drei Bäume."


def past_date(house, **fields):
    event = EventFactory(actor=house, starts_at=at(-1, hour=0), **fields)
    return event.occurrences.get()


def written(client, date, **more):
    given = {"version": 0, "results": WORDS, **more}
    return client.post(reverse("calendar:aftermath-edit", args=[date.pk]), given)


def page_of(client, date):
    return client.get(addresses.address_of(date)).content.decode()


def test_a_known_house_tells_everybody_at_once(client, sign_in):
    house = make_house()
    date, idea = past_date(house), IdeaFactory()
    speaker = sign_in(client, speaker_of(house))

    answer = written(speaker, date, numbers=idea.number, heads="40")
    client.logout()

    assert answer.status_code == 302
    page = page_of(client, date)
    assert WORDS in page
    assert idea.title in page
    assert "Da waren 40 Personen." in page


def test_words_of_an_unknown_house_wait_for_the_spk(
    client, sign_in, django_capture_on_commit_callbacks
):
    house = make_house(is_verified=False)
    date = past_date(house)
    written(sign_in(client, speaker_of(house)), date)
    client.logout()
    hidden = page_of(client, date)
    moderator = UserFactory(secret=generate_totp_secret())
    PlatformGrantFactory(user=moderator, role=Role.MODERATOR)
    release = reverse("calendar:aftermath-release", args=[date.pk])

    sign_in(client, UserFactory())
    refused = client.post(release)
    sign_in(client, moderator)
    today = client.get("/heute/").content.decode()
    button = page_of(client, date)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(release)
    client.logout()

    assert WORDS not in hidden
    assert "lesen und freigeben" in today
    assert refused.status_code == 403
    assert "Freigeben" in button
    assert WORDS in page_of(client, date)


def test_two_who_write_at_once_do_not_lose_each_others_words(client, sign_in):
    house = make_house()
    date = past_date(house)
    sign_in(client, speaker_of(house))
    written(client, date)

    second = written(client, date, results="Etwas anderes.")

    assert second.status_code == 422
    assert Aftermath.objects.get().results == WORDS


def test_before_it_begins_there_is_nothing_to_tell(client, sign_in):
    house = make_house()
    date = EventFactory(actor=house).occurrences.get()
    sign_in(client, speaker_of(house))

    answer = written(client, date)

    assert answer.status_code == 422
    assert "Der Termin hat noch nicht begonnen." in answer.content.decode()
    assert not Aftermath.objects.exists()


def test_an_unknown_idea_is_named(client, sign_in):
    house = make_house()
    date = past_date(house)
    sign_in(client, speaker_of(house))

    answer = written(client, date, numbers="2099-99999")

    assert "Diese Idee gibt es nicht: 2099-99999" in answer.content.decode()


def test_a_picture_is_shown_once_and_only_while_the_words_are_public(client, sign_in):
    house = make_house(is_verified=False)
    date = past_date(house)
    speaker = sign_in(client, speaker_of(house))
    key = str(uuid.uuid4())
    target = reverse("calendar:aftermath-picture", args=[date.pk])
    for _again in range(2):
        speaker.post(
            target, {"key": key, "picture": picture(), "alt_text": "Eine Linde"}
        )

    photo = Aftermath.objects.get().photos.get()
    seen = client.get(photo.stored_file.get_absolute_url()).status_code
    client.logout()
    unseen = client.get(photo.stored_file.get_absolute_url()).status_code

    assert seen == 200
    assert unseen == 404


def test_an_organiser_is_asked_once_a_day_later():
    house = make_house()
    date = past_date(house)
    EventFactory(actor=house)

    first, second = afterwards.remind_all(), afterwards.remind_all()

    assert (first, second) == (1, 0)
    asked = Happening.objects.get(verb="aftermath.asked_for")
    assert asked.target_id == date.pk


def test_nobody_is_asked_about_what_was_called_off_or_is_told_already(client, sign_in):
    house = make_house()
    told = past_date(house)
    written(sign_in(client, speaker_of(house)), told)
    off = past_date(house)
    off.cancelled_at = off.starts_at
    off.save(update_fields=["cancelled_at"])

    assert afterwards.remind_all() == 0
