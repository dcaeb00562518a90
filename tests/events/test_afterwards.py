"""What stays of a date: written, read, let through, asked for."""

import uuid

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.urls import reverse

from commons.accounts.enums import Role
from commons.blackening import BAR
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from events.calendar import addresses
from events.calendar.models import Aftermath
from events.calendar.services import afterwards
from neighbourhood.regions.models import Region
from participation.moderation import services as moderation
from participation.moderation.enums import Blackened, Verdict
from participation.moderation.queries import redaction
from participation.moderation.queries.redaction import Cut
from participation.moderation.services.redaction import Wish, redact
from tests.factories.accounts import PlatformGrantFactory, UserFactory, make_staff
from tests.factories.events import EventFactory, at
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.networks import make_house, speaker_of
from tests.participation.deciding import ruling
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
        client.post(release, {"version": 1})
    client.logout()

    assert WORDS not in hidden
    assert "lesen und freigeben" in today
    assert refused.status_code == 403
    assert "Freigeben" in button
    assert WORDS in page_of(client, date)


def handed_in(client, sign_in, **event):
    """What a house that nobody vouches for has written, and who wrote it."""
    house = make_house(is_verified=False)
    author, date = speaker_of(house), past_date(house, **event)
    written(sign_in(client, author), date)
    return house, author, date


def also_moderates(house):
    return speaker_of(house, user=moderator_of())


def moderator_of(region=None):
    if region is not None:
        return make_regional_moderator(region)
    person = UserFactory(secret=generate_totp_secret())
    PlatformGrantFactory(user=person, role=Role.MODERATOR)
    return person


def author_moderates(_house, _author, _date):
    author = moderator_of()
    Aftermath.objects.update(author=author)
    return author


RELEASING = {
    "who wrote it": (lambda _house, author, _date: author, 403),
    "who wrote it and moderates": (author_moderates, 403),
    "who speaks for the house": (lambda house, _a, _d: speaker_of(house), 403),
    "who does and moderates": (lambda house, _a, _d: also_moderates(house), 403),
    "anybody": (lambda _house, _a, _d: UserFactory(), 403),
    "the SPK elsewhere": (
        lambda _house, _a, date: moderator_of(elsewhere(date.event.region)),
        403,
    ),
    "the SPK here": (lambda _house, _a, date: moderator_of(date.event.region), 302),
    "the SPK": (lambda _house, _a, _d: moderator_of(), 302),
}


def elsewhere(region):
    return Region.objects.exclude(pk=region.pk).order_by("number").first()


@pytest.mark.parametrize("who", RELEASING)
def test_nobody_lets_through_their_own_words_or_those_of_their_house(
    client, sign_in, who
):
    """Who moderates and speaks for the house could, unless they had written it."""
    chosen, status = RELEASING[who]
    house, author, date = handed_in(client, sign_in)
    person = chosen(house, author, date)
    target = reverse("calendar:aftermath-release", args=[date.pk])

    answer = sign_in(client, person).post(target, {"version": 1})

    assert answer.status_code == status
    assert Aftermath.objects.get().is_released is (status == 302)
    shown = reverse("calendar:aftermath-release", args=[date.pk]) in page_of(
        client, date
    )
    assert not shown


def test_only_the_words_that_were_read_are_let_through(client, sign_in):
    _house, _author, date = handed_in(client, sign_in)
    written(client, date, version=1, results="Inzwischen etwas anderes.")
    target = reverse("calendar:aftermath-release", args=[date.pk])

    sign_in(client, moderator_of()).post(target, {"version": 1})

    assert not Aftermath.objects.get().is_released


def test_nothing_is_let_through_while_its_event_is_hidden(client, sign_in):
    _house, _author, date = handed_in(client, sign_in)
    event = date.event
    moderation.decide_directly(event, by=make_staff(), **ruling(Verdict.HIDE))

    with pytest.raises(RuleViolation) as refused:
        afterwards.release(Aftermath.objects.get(), version=1, by=make_staff())

    assert refused.value.code == "not_public"


def test_what_was_written_afterwards_is_reported_read_and_hidden_with_its_event(
    client, sign_in, django_capture_on_commit_callbacks
):
    house = make_house()
    date = past_date(house)
    written(sign_in(client, speaker_of(house)), date, minutes="Protokoll von gestern.")
    report = reverse("moderation:report-create", args=["event", date.event_id])
    own = page_of(client, date)
    client.logout()
    shown = page_of(client, date)
    moderator = sign_in(client, moderator_of())
    at_desk = moderator.get(
        reverse("moderation:contribution", args=["event", date.event_id])
    ).text
    words = {each.key: each.text for each in redaction.texts_of(date.event)}
    with django_capture_on_commit_callbacks(execute=True):
        moderation.decide_directly(date.event, by=make_staff(), **ruling(Verdict.HIDE))
    client.logout()

    assert (own.count(report), shown.count(report)) == (1, 2)
    assert (WORDS in at_desk, "Protokoll von gestern." in at_desk) == (True, True)
    assert WORDS in words.values()
    assert WORDS not in client.get(addresses.address_of(date)).text


def test_blackened_words_are_gone_from_what_was_written_afterwards(client, sign_in):
    house = make_house()
    date = past_date(house)
    said = "Frau Zwitscher hatte die beste Idee."
    written(sign_in(client, speaker_of(house)), date, results=said, minutes=said)
    (words,) = [
        each
        for each in redaction.texts_of(date.event)
        if each.key.startswith("after-") and each.key.endswith("-results")
    ]
    cut = Cut(words.key, 1, 1, Blackened.NAME)

    wish = Wish(version=date.event.version, cuts=(cut,), text="")
    redact(date.event, wish, by=make_staff())

    row = Aftermath.objects.get()
    assert "Zwitscher" not in row.results + row.minutes
    assert BAR in row.results


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
