"""Handing an idea in: what is written, and that it is written once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import time_machine
from brs_kb.payloads import get_all_payloads
from django.db import connection

from commons.notifications.models import Follow
from commons.numbers.models import Counter
from commons.verbs.models import Happening
from neighbourhood.regions.models import Region
from participation.ideas.enums import PlaceKind, Source
from participation.ideas.models import Idea, IdeaSnapshot, Submission
from participation.ideas.queries.places import Place, without_place
from participation.ideas.services.submission import Content, Intake, Picture, submit
from participation.moderation.models import QueueItem
from tests.factories.accounts import UserFactory
from tests.factories.departments import TopicFactory
from tests.factories.files import StoredImageFactory

NEW_YEAR_IN_BERLIN = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)


def make_content(**changes):
    region = Region.objects.get(slug="pankow-zentrum")
    values = {
        "title": "Bänke am Anger",
        "text": "Zwei **Bänke** bitte.",
        "topic": TopicFactory(),
        "place": without_place(region),
    }
    return Content(**values | changes)


@pytest.mark.django_db
def test_an_idea_goes_to_the_desk_with_number_version_and_follow():
    author = UserFactory()
    content = make_content()

    idea = submit(content, draft_id=uuid.uuid4(), author=author)

    item = QueueItem.objects.get(kind="idea", target_id=idea.pk)
    assert (item.title, item.number, item.region) == (
        "Bänke am Anger",
        idea.number,
        content.place.region,
    )
    assert (idea.publication, idea.version, idea.slug) == (
        "submitted",
        1,
        "baenke-am-anger",
    )
    assert idea.snapshots.get().content == {
        "title": "Bänke am Anger",
        "text": "Zwei **Bänke** bitte.",
        "topic": content.topic.key,
        "place_kind": "none",
        "place_text": "",
        "lon": None,
        "lat": None,
        "region": content.place.region.key_2021,
        "images": [],
    }
    assert Follow.objects.get(user=author).target_id == idea.pk
    assert Happening.objects.get(verb="idea.submitted").by_id == author.pk
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_a_point_is_kept_in_degrees_and_metres():
    region = Region.objects.get(slug="pankow-zentrum")
    place = Place(PlaceKind.PIN, region, "am Tor", 13.4, 52.57)

    idea = submit(make_content(place=place), draft_id=uuid.uuid4(), author=None)

    assert (round(idea.east_m), round(idea.north_m)) == (391563, 5825641)
    assert (idea.lon, idea.lat, idea.place_text) == (13.4, 52.57, "am Tor")


@pytest.mark.django_db
def test_pictures_keep_their_order_and_words():
    pictures = tuple(
        Picture(StoredImageFactory(), words) for words in ("Blick nach Osten", "")
    )

    idea = submit(make_content(pictures=pictures), draft_id=uuid.uuid4(), author=None)

    shown = [(image.position, image.alt_text) for image in idea.images.all()]
    assert shown == [(1, "Blick nach Osten"), (2, "")]
    assert idea.snapshots.get().content["images"] == [
        {"file": str(picture.stored_file.key), "alt_text": picture.alt_text}
        for picture in pictures
    ]


@pytest.mark.django_db
def test_an_idea_without_an_account_says_how_it_came():
    intake = Intake(
        source=Source.IMPORT,
        source_name="raddialog",
        source_id="42",
        claim_hash=b"x" * 32,
    )

    idea = submit(make_content(), draft_id=uuid.uuid4(), author=None, intake=intake)

    submission = idea.submission
    assert (submission.source, submission.source_name, submission.source_id) == (
        "import",
        "raddialog",
        "42",
    )
    assert bytes(submission.claim_hash) == b"x" * 32
    assert not Follow.objects.exists()


@pytest.mark.django_db
def test_the_number_carries_the_berlin_year_of_receipt():
    with time_machine.travel(NEW_YEAR_IN_BERLIN, tick=False):
        idea = submit(make_content(), draft_id=uuid.uuid4(), author=None)

    assert idea.number == "2027-00001"


@pytest.mark.django_db
def test_a_draft_that_is_submitted_again_gives_the_first_idea():
    draft_id, author = uuid.uuid4(), UserFactory()
    first = submit(make_content(), draft_id=draft_id, author=author)

    second = submit(make_content(title="Anders"), draft_id=draft_id, author=author)

    assert (second.pk, second.title) == (first.pk, "Bänke am Anger")
    assert Counter.objects.get(series="idea").last == 1
    assert QueueItem.objects.count() == 1


@pytest.mark.django_db
def test_titles_without_latin_letters_have_an_address_too():
    idea = submit(make_content(title="🌳🌳"), draft_id=uuid.uuid4(), author=None)

    assert idea.slug == "idee"


@pytest.mark.django_db
def test_hostile_words_are_kept_as_they_were_typed():
    typed = "\n".join(
        payload.payload.replace("\x00", "") for payload in get_all_payloads().values()
    )

    idea = submit(make_content(text=typed), draft_id=uuid.uuid4(), author=None)

    idea.refresh_from_db()
    assert idea.text == typed


class TestAtOnce:
    """Threads that commit, in a database of their own."""

    @pytest.fixture(autouse=True)
    def _blocker(self, own_database, django_db_blocker):
        with django_db_blocker.unblock():
            yield
            connection.close()

    def test_a_double_click_submits_once(self):
        draft_id, author, content = uuid.uuid4(), UserFactory(), make_content()
        Idea.objects.all().delete()
        QueueItem.objects.all().delete()

        def click(_):
            try:
                return submit(content, draft_id=draft_id, author=author).pk
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            born = set(threads.map(click, range(16)))

        assert born == set(Idea.objects.values_list("pk", flat=True))
        assert len(born) == 1
        assert IdeaSnapshot.objects.count() == QueueItem.objects.count() == 1

    def test_a_crowd_gets_numbers_without_a_gap(self):
        counted = Counter.objects.filter(series="idea").values_list("last", flat=True)
        before = counted.first() or 0
        content = make_content()

        def hand_in(_):
            try:
                return submit(content, draft_id=uuid.uuid4(), author=None).number
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            numbers = sorted(threads.map(hand_in, range(24)))

        year = numbers[0][:4]
        assert numbers == [f"{year}-{before + n:05d}" for n in range(1, 25)]
