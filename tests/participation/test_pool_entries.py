"""Offers and requests: born once, read first or at once, renewed, asked, ended."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import QueueItem
from participation.pool.enums import EndReason, ResourceKind, Side
from participation.pool.models import Offer
from participation.pool.services import offering, tending
from participation.pool.services.offering import Content, content_of
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import make_house, speaker_of
from tests.factories.pool import OfferFactory
from tests.participation.deciding import ruling

pytestmark = pytest.mark.django_db


def content(**fields):
    return Content(
        **{
            "side": Side.OFFER,
            "kind": ResourceKind.TOOL,
            "title": "Drei Klapptische",
            "text": "Stabil, je zwei Meter lang.",
            "quantity": 3,
        }
        | fields
    )


def submit(by=None, actor=None, **fields):
    by = by or UserFactory()
    return offering.submit(content(**fields), draft_id=uuid.uuid4(), by=by, actor=actor)


def test_a_residents_entry_is_read_first():
    offer = submit()

    item = QueueItem.objects.open().get(kind="offer", target_id=offer.pk)
    assert (offer.publication, offer.slug) == ("submitted", "drei-klapptische")
    assert item.author_id == offer.author_id
    assert offer.snapshots.get().content["title"] == "Drei Klapptische"


@pytest.mark.parametrize(
    ("is_verified", "publication", "queue"),
    ((True, "published", 0), (False, "submitted", 1)),
)
def test_a_verified_actors_entry_is_read_at_once(is_verified, publication, queue):
    house = make_house(is_verified=is_verified)

    offer = submit(by=speaker_of(house), actor=house)

    assert offer.publication == publication
    assert QueueItem.objects.open().filter(kind="offer").count() == queue


def test_the_same_form_sent_twice_is_one_entry():
    person, key = UserFactory(), uuid.uuid4()

    both = [offering.submit(content(), draft_id=key, by=person) for _ in range(2)]

    assert both[0] == both[1]
    with pytest.raises(RuleViolation) as refused:
        offering.submit(content(), draft_id=key, by=UserFactory())
    assert refused.value.code == "key_taken"


def test_only_what_is_lent_takes_bookings():
    lent = submit(is_bookable=True, weekdays=[1, 2])
    help_ = submit(kind=ResourceKind.HELPER, is_bookable=True, weekdays=[1])
    wanted = submit(side=Side.REQUEST, is_bookable=True)

    assert (lent.is_bookable, lent.weekdays) == (True, [1, 2])
    assert (help_.is_bookable, help_.weekdays) == (False, [])
    assert not wanted.is_bookable


def test_an_entry_lasts_as_long_as_the_rules_say_or_until_its_last_day():
    last = berlin_today() + timedelta(days=30)

    assert submit().expires_on == berlin_today() + timedelta(days=180)
    assert submit(until_on=last).expires_on == last


@pytest.mark.parametrize(
    ("changes", "publication"),
    (({"quantity": 5}, "published"), ({"text": "Jetzt ganz anders."}, "submitted")),
)
def test_new_words_of_a_resident_are_read_anew(changes, publication):
    offer = OfferFactory(kind=ResourceKind.TOOL, is_bookable=False)
    old = {name: getattr(content_of(offer), name) for name in ("title", "text")}

    edited = offering.edit(
        offer, content(**(old | changes)), version=1, by=offer.author
    )

    assert (edited.publication, edited.version) == (publication, 2)


def test_a_verified_actor_changes_words_in_public():
    house = make_house()
    offer = submit(by=speaker_of(house), actor=house)

    edited = offering.edit(offer, content(text="Neu."), version=1, by=offer.author)

    assert (edited.publication, edited.text) == ("published", "Neu.")


def test_another_window_was_faster():
    offer = submit()
    offering.edit(offer, content(text="Eins."), version=1, by=offer.author)

    with pytest.raises(RuleViolation) as refused:
        offering.edit(offer, content(text="Zwei."), version=1, by=offer.author)

    assert refused.value.code == "version_changed"


@pytest.mark.parametrize(
    ("verdict", "publication"),
    (
        (Verdict.PUBLISH, Publication.PUBLISHED),
        (Verdict.REQUEST_CHANGES, Publication.CHANGES_REQUESTED),
        (Verdict.DECLINE, Publication.DECLINED),
    ),
)
def test_the_desk_decides(verdict, publication):
    offer = submit()

    moderation.decide_directly(offer, by=make_staff(), **ruling(verdict))

    offer.refresh_from_db()
    assert offer.publication == publication
    assert not QueueItem.objects.open().filter(kind="offer").exists()


def test_asked_once_before_the_end_and_ended_after_it():
    offer = OfferFactory(expires_on=berlin_today() + timedelta(days=10))
    far = OfferFactory()

    asked, again, ended = tending.ask_all(), tending.ask_all(), tending.end_all()
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        late = tending.end_all()

    offer.refresh_from_db()
    assert (asked, again, ended, late) == (1, 0, 0, 1)
    assert offer.ended_because == EndReason.EXPIRED
    assert list(Offer.objects.listed()) == [far]


def test_what_names_its_own_last_day_ends_without_a_question():
    last = berlin_today() + timedelta(days=3)
    OfferFactory(until_on=last, expires_on=last)

    assert tending.ask_all() == 0


def test_renewed_it_stands_again_with_all_its_time():
    offer = OfferFactory(expires_on=berlin_today() + timedelta(days=1))
    tending.ask_all()
    offering.end(offer, by=offer.author)

    renewed = offering.renew(offer, by=offer.author)

    assert renewed.is_listed
    assert renewed.asked_at is None
    assert renewed.expires_on == berlin_today() + timedelta(days=180)


def test_a_day_that_is_over_cannot_be_renewed():
    yesterday = berlin_today() - timedelta(days=1)
    offer = OfferFactory(until_on=yesterday)

    with pytest.raises(RuleViolation) as refused:
        offering.renew(offer, by=offer.author)

    assert refused.value.code == "day_over"


def test_withdrawn_it_leaves_the_desk():
    offer = submit()

    offering.withdraw(offer, by=offer.author)

    offer.refresh_from_db()
    assert offer.publication == Publication.WITHDRAWN
    assert not QueueItem.objects.open().filter(kind="offer").exists()


def test_who_leaves_takes_along_what_is_their_own_not_their_houses():
    house, person = make_house(), UserFactory()
    speaker_of(house, user=person)
    own, houses = submit(by=person), submit(by=person, actor=house)

    tending.forget_author(person)

    own.refresh_from_db()
    houses.refresh_from_db()
    assert (own.publication, own.author) == ("withdrawn", None)
    assert (houses.publication, houses.author) == ("published", None)


def test_public_at_once_is_no_news_to_the_author():
    house = make_house()

    submit(by=speaker_of(house), actor=house)

    happening = Happening.objects.get(verb="offer.published")
    assert "decision" not in happening.params
