"""Who announces, what is read first, and that nothing is written twice."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from events.calendar import rules
from events.calendar.enums import Organiser
from events.calendar.models import Event, Occurrence
from events.calendar.queries.inviting import Inviter, inviters_for
from events.calendar.services import announcing, cancelling, succeeding
from events.calendar.services.contents import content_of
from neighbourhood.regions.models import Region
from participation.actors.enums import Level
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import QueueItem
from participation.networks.enums import Visibility
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory, DepartmentMembershipFactory
from tests.factories.events import EventFactory, announced, at, make_content
from tests.factories.moderation import make_regional_moderator
from tests.factories.networks import make_house, make_network, speaker_of
from tests.participation.deciding import ruling

pytestmark = pytest.mark.django_db


def of_house(*, is_verified):
    house = make_house(is_verified=is_verified)
    return Inviter(Organiser.ACTOR, actor=house), speaker_of(house)


def of_network():
    network, person = make_network()
    return Inviter(Organiser.NETWORK, network=network), person


def of_department():
    department = DepartmentFactory()
    membership = DepartmentMembershipFactory(user=UserFactory(), department=department)
    return Inviter(Organiser.DEPARTMENT, department=department), membership.user


@pytest.mark.parametrize(
    ("body", "publication", "queue"),
    (
        (lambda: of_house(is_verified=True), "published", 0),
        (lambda: of_house(is_verified=False), "submitted", 1),
        (of_network, "submitted", 1),
        (of_department, "published", 0),
        (lambda: (Inviter(Organiser.SPK), make_staff()), "published", 0),
    ),
)
def test_who_is_vouched_for_is_read_at_once(body, publication, queue):
    inviter, person = body()

    event = announced(inviter=inviter, by=person)

    verb = "event.published" if publication == "published" else "event.submitted"
    assert (event.publication, event.occurrences.count()) == (publication, 1)
    assert QueueItem.objects.open().filter(kind="event").count() == queue
    assert Happening.objects.filter(verb=verb, target_id=event.pk).count() == 1
    assert inviter.key in {each.key for each in inviters_for(visitor_for(person))}


def test_the_same_form_sent_twice_is_one_event():
    person, key = UserFactory(), uuid.uuid4()
    spk = Inviter(Organiser.SPK)

    first = announcing.announce(make_content(), inviter=spk, by=person, draft_id=key)
    again = announcing.announce(make_content(), inviter=spk, by=person, draft_id=key)

    assert (again.pk, Event.objects.count(), Occurrence.objects.count()) == (
        *(first.pk, 1),
        1,
    )


def test_the_key_of_somebody_else_opens_nothing():
    key, spk = uuid.uuid4(), Inviter(Organiser.SPK)
    announcing.announce(make_content(), inviter=spk, by=UserFactory(), draft_id=key)

    with pytest.raises(RuleViolation) as refused:
        announcing.announce(make_content(), inviter=spk, by=UserFactory(), draft_id=key)

    assert refused.value.code == "key_taken"


def test_what_is_over_is_not_announced():
    with pytest.raises(RuleViolation) as refused:
        announced(starts_at=at(-2))

    assert refused.value.code == "over"


def test_without_registration_nothing_of_it_is_kept():
    event = announced(
        is_online=True, online_url="https://raum.example/geheim", capacity=20
    )

    assert (event.online_url, event.capacity) == ("", None)
    assert event.occurrences.get().capacity is None


def test_versions_hold_no_secret_link():
    event = announced(
        is_online=True,
        online_url="https://raum.example/geheim",
        takes_registrations=True,
    )

    assert "geheim" in event.online_url
    assert "geheim" not in str([each.content for each in event.snapshots.all()])


@pytest.mark.parametrize(
    "wrong",
    (
        {"actor": None},
        {"organiser": Organiser.SPK},
        {"organiser": Organiser.NETWORK},
    ),
)
def test_the_database_holds_exactly_the_body_that_is_named(wrong):
    event = EventFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    (
        {"online_url": "https://raum.example"},
        {"is_free": True, "costs": "5 Euro"},
        {"capacity": 0},
        {"most_companions": 10},
        {"lon": 13.4},
        {"cancel_reason": "Sturm"},
    ),
)
def test_the_database_refuses_what_contradicts_itself(wrong):
    event = EventFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(**wrong)


def test_more_seats_than_there_are_cannot_be_written():
    date = EventFactory(capacity=2).occurrences.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.objects.filter(pk=date.pk).update(taken=3)


def test_decisions_of_the_desk_and_their_undoing():
    house = make_house(is_verified=False)
    event = announced(inviter=Inviter(Organiser.ACTOR, actor=house))
    desk = make_staff()

    moderation.decide_directly(event, by=desk, **ruling(Verdict.PUBLISH))
    event.refresh_from_db()
    published = event.publication
    moderation.decide_directly(event, by=desk, **ruling(Verdict.HIDE))

    event.refresh_from_db()
    assert (published, event.publication) == ("published", "hidden")
    assert not Event.objects.listed().filter(pk=event.pk).exists()


def test_a_hidden_networks_event_is_found_by_its_members_alone():
    network, person = make_network(visibility=Visibility.HIDDEN)
    event = EventFactory(organiser=Organiser.NETWORK, network=network)

    strangers = Event.objects.visible_to(visitor_for(UserFactory()))
    members = Event.objects.visible_to(visitor_for(person))
    assert not Event.objects.listed().exists()
    assert (list(strangers), list(members)) == ([], [event])
    assert not rules.can_propose(visitor_for(person))


def test_rules_and_rows_agree_on_who_looks_after_what():
    region, other = Region.objects.order_by("number")[:2]
    house, (network, coordinator) = make_house(), make_network()
    department = DepartmentFactory()
    clerk = DepartmentMembershipFactory(user=UserFactory(), department=department).user
    events = [
        EventFactory(actor=house, region=region),
        EventFactory(organiser="network", network=network, region=region),
        EventFactory(organiser="department", department=department, region=region),
        EventFactory(organiser="spk", region=region),
        EventFactory(organiser="spk", region=other),
    ]
    people = [
        UserFactory(),
        speaker_of(house),
        speaker_of(house, level=Level.MEMBER),
        coordinator,
        clerk,
        make_regional_moderator(region),
        make_staff(Role.COORDINATOR),
    ]

    table = []
    for person in people:
        visitor = visitor_for(person)
        managed = set(Event.objects.managed_by(visitor))
        by_rule = {event for event in events if rules.can_manage(visitor, event)}
        assert managed == by_rule
        table.append([event in managed for event in events])

    assert table == [
        [False, False, False, False, False],
        [True, False, False, False, False],
        [False, False, False, False, False],
        [False, True, False, False, False],
        [False, False, True, False, False],
        [False, False, True, True, False],
        [False, False, True, True, True],
    ]


def test_who_wrote_it_and_left_looks_after_it_no_more():
    author = UserFactory()
    event = EventFactory(author=author)

    assert not rules.can_manage(visitor_for(author), event)


def test_withdrawing_leaves_nothing_in_the_lists():
    event = announced()

    cancelling.withdraw(event, by=UserFactory())

    event.refresh_from_db()
    assert event.publication == Publication.WITHDRAWN
    assert not Occurrence.objects.listed().exists()
    assert event.occurrences.get().is_cancelled


def test_words_of_an_unknown_house_are_read_anew_and_times_are_not():
    house = make_house(is_verified=False)
    event = EventFactory(actor=house)
    content = content_of(event)
    same = {name: getattr(content, name) for name in content.__dataclass_fields__}

    timed = announcing.change(
        event,
        make_content(**(same | {"ends_at": at(7, hour=23)})),
        version=1,
        by=UserFactory(),
    )
    worded = announcing.change(
        event,
        make_content(**(same | {"text": "Kommt alle!"})),
        version=2,
        by=UserFactory(),
    )

    assert (timed.publication, worded.publication) == ("published", "submitted")


def test_the_second_window_is_refused():
    event = announced()
    announcing.change(event, make_content(title="Neu"), version=1, by=UserFactory())

    with pytest.raises(RuleViolation) as refused:
        announcing.change(event, make_content(), version=1, by=UserFactory())

    assert refused.value.code == "version_changed"


def test_events_of_an_amt_go_along_when_it_becomes_part_of_another():
    old, new = DepartmentFactory(), DepartmentFactory()
    event = EventFactory(organiser=Organiser.DEPARTMENT, department=old)

    named = [(each.count, each.names) for each in succeeding.preview(old, new)]
    succeeding.follow(old, new, by=None)

    event.refresh_from_db()
    assert (named, event.department) == ([(1, (event.title,))], new)
    assert event.occurrences.get().sequence == 1
