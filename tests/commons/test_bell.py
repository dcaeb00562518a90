"""The bell narrowed, marked line by line, muted from a line, and told of news live."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.notifications import services, subjects
from commons.notifications.models import Follow, Notification
from commons.verbs import registry
from tests.factories.accounts import UserFactory
from tests.factories.notifications import GREETED, HappeningFactory, NotificationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("greeting")]
BELL = "/mitteilungen/"


@pytest.fixture
def reader(client, sign_in):
    user = UserFactory()
    sign_in(client, user)
    return user


def shown(response):
    return [entry.pk for entry in response.context["page"].entries]


def read(row):
    row.refresh_from_db()
    return row.read_at is not None


def followed(row):
    return Follow.objects.create(
        user=row.user,
        kind="user",
        target_id=row.happening.target_id,
        created_at=timezone.now(),
    )


def test_the_bell_is_narrowed_to_what_is_unread_and_to_a_subject(client, reader):
    own = NotificationFactory(user=reader, subject=subjects.OWN)
    NotificationFactory(user=reader, subject=subjects.OWN, read_at=timezone.now())
    place = NotificationFactory(user=reader, subject=subjects.PLACES)

    assert shown(client.get(BELL, {"ungelesen": "on"})) == [place.pk, own.pk]
    both = {"ungelesen": "on", "thema": subjects.OWN}
    assert shown(client.get(BELL, both)) == [own.pk]
    assert len(shown(client.get(BELL, {"thema": "unbekannt"}))) == 3


def test_lines_stand_below_their_days_by_what_was_told_last(client, reader):
    now = timezone.now()
    first, second, third = (
        NotificationFactory(user=reader, created_at=now - timedelta(days=days))
        for days in (1, 0, 9)
    )

    response = client.get(BELL)

    assert shown(response) == [second.pk, first.pk, third.pk]
    names = [day.name for day in response.context["page"].days]
    assert names[:2] == ["Heute", "Gestern"]


@pytest.mark.parametrize("narrow", ({"ungelesen": "on"}, {"thema": subjects.PLACES}))
def test_reading_all_marks_the_subject_alone_and_comes_back(narrow, client, reader):
    own = NotificationFactory(user=reader, subject=subjects.OWN)
    place = NotificationFactory(user=reader, subject=subjects.PLACES)
    sent = {"up_to": timezone.now().isoformat(), **narrow}

    response = client.post(f"{BELL}gelesen/", sent)

    assert (read(own), read(place)) == ("ungelesen" in narrow, True)
    assert [f"{name}={value}" for name, value in narrow.items()] == [
        response["Location"].partition("?")[2]
    ]


@pytest.mark.parametrize("sent", ("", "gestern", "2026-01-01"))
def test_reading_all_without_a_moment_marks_nothing(sent, client, reader):
    row = NotificationFactory(user=reader)

    client.post(f"{BELL}gelesen/", {"up_to": sent})

    assert not read(row)


def test_one_line_is_marked_without_leaving(client, reader):
    row = NotificationFactory(user=reader)

    response = client.post(f"{BELL}{row.pk}/als-gelesen/", {"ungelesen": "on"})

    assert (response["Location"], read(row)) == (f"{BELL}?ungelesen=on", True)


def test_a_line_mutes_the_follow_behind_it_and_brings_it_back(client, reader):
    row = NotificationFactory(user=reader)
    follow = followed(row)
    other = Follow.objects.create(
        user=reader, kind="user", target_id=reader.pk, created_at=timezone.now()
    )

    muted = client.post(f"{BELL}{row.pk}/stumm/")
    follow.refresh_from_db()
    page = client.get(muted["Location"]).content.decode()

    assert follow.muted_at is not None
    assert read(row)
    assert "hören Sie nichts mehr" in page
    client.post(f"{BELL}{row.pk}/laut/")
    assert set(Follow.objects.values_list("muted_at", flat=True)) == {None}
    assert Follow.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    "reason", ("complainant", "substitute"), ids=("owed", "of-work")
)
def test_what_no_follow_is_behind_leads_to_the_wishes(reason, client, reader):
    row = NotificationFactory(user=reader, reason=reason)
    follow = followed(row)

    response = client.post(f"{BELL}{row.pk}/stumm/")

    follow.refresh_from_db()
    assert response["Location"] == f"{BELL}einstellungen/"
    assert follow.muted_at is None
    assert not client.get(BELL).context["page"].entries[0].can_mute


@pytest.mark.parametrize("what", ("oeffnen", "als-gelesen", "stumm", "laut"))
def test_nobody_touches_another_s_line(what, client, reader):
    row = NotificationFactory()
    followed(row)

    assert client.post(f"{BELL}{row.pk}/{what}/").status_code == 404
    assert not read(row)
    assert not Follow.objects.filter(muted_at__isnull=False).exists()


def test_an_open_page_hears_what_came_since(client, reader):
    old = NotificationFactory(user=reader)
    since = old.created_at.isoformat()
    before = client.get(f"{BELL}neues/", {"seit": since}).content.decode()
    NotificationFactory.create_batch(2, user=reader)
    NotificationFactory()

    after = client.get(f"{BELL}neues/", {"seit": since}).content.decode()

    assert "anzeigen" not in before
    assert "2 neue Mitteilungen: anzeigen" in after
    assert "Gruß von" in after
    assert client.get(f"{BELL}neues/", {"seit": "x"}).status_code == 200


def test_many_in_one_line_are_worded_together(client, reader):
    fold = registry.Fold(
        key=lambda _target: "all", line=lambda _target, count, _who: f"{count} Grüße"
    )
    registry.declare(
        registry.Verb(
            "test.many",
            words="grüßt",
            audience=GREETED.audience,
            tell=GREETED.tell,
            fold=fold,
        )
    )
    for _each in range(3):
        happening = HappeningFactory(verb="test.many", params={"users": [reader.pk]})
        services.expand(happening.pk)

    page = client.get(BELL).content.decode()

    assert "3 Grüße" in page
    assert Notification.objects.count() == 1


def test_all_read_says_so(client, reader):
    NotificationFactory(user=reader, read_at=timezone.now())

    page = client.get(BELL, {"ungelesen": "on"}).content.decode()

    assert "Alles gelesen" in page
