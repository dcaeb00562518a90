"""From a happening to the people who are told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commons.delivery import services as delivery
from commons.delivery.enums import Lane
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.notifications import rendering, services, tasks
from commons.notifications.models import Follow, Notification
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import addresses
from commons.verbs import registry
from commons.verbs.services import happened, withdraw
from tests.factories.accounts import UserFactory
from tests.factories.notifications import GREETED, HappeningFactory, NotificationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("greeting")]


def greet(*users, by=None, reason="author", **params):
    """Of one's own things one hears by mail at once."""
    return happened(
        "test.greeted",
        UserFactory(),
        by=by,
        users=[user.pk for user in users],
        reason=reason,
        **params,
    )


def told_users():
    return list(Notification.objects.order_by("pk").values_list("user_id", flat=True))


def test_expand_writes_one_notification_and_one_mail_a_person():
    first, second = UserFactory(), UserFactory()
    happening = greet(first, second, first)

    assert services.expand(happening.pk) == 2

    assert told_users() == [first.pk, second.pk]
    rows = Delivery.objects.order_by("pk").values_list("key", "to_user_id", "lane")
    keys = [
        f"notification:{pk}" for pk in Notification.objects.values_list("pk", flat=True)
    ]
    assert sorted(rows) == sorted(
        zip(keys, [first.pk, second.pk], [Lane.STANDARD] * 2, strict=True)
    )
    assert not Notification.objects.filter(delivery=None).exists()


def test_expanding_twice_tells_once():
    happening = greet(UserFactory())

    assert [services.expand(happening.pk), services.expand(happening.pk)] == [1, 0]
    assert (Notification.objects.count(), Delivery.objects.count()) == (1, 1)


def test_nobody_is_told_of_their_own_deed():
    doer, reader = UserFactory(), UserFactory()

    services.expand(greet(doer, reader, by=doer).pk)

    assert told_users() == [reader.pk]


def test_who_left_is_not_told():
    gone = UserFactory(is_active=False)

    assert services.expand(greet(gone).pk) == 0


def test_an_address_without_account_gets_a_mail_in_its_language():
    services.expand(
        HappeningFactory(
            params={"addresses": ["Nachbarin@example.org", "nachbarin@example.org"]}
        ).pk
    )

    notification = Notification.objects.get()
    assert (notification.address, notification.language) == (
        "Nachbarin@example.org",
        "en",
    )
    assert notification.delivery.to_address == "Nachbarin@example.org"


def test_what_is_taken_back_in_time_is_told_to_nobody():
    reader, later = UserFactory(), timezone.now() + timedelta(seconds=30)
    happening = HappeningFactory(params={"users": [reader.pk]}, not_before=later)

    too_early = services.expand(happening.pk)
    was_in_time = withdraw(happening)
    after = services.expand(happening.pk)

    assert (too_early, was_in_time, after) == (0, True, 0)
    assert told_users() == []


def test_the_sweep_finds_what_no_message_woke():
    reader = UserFactory()
    HappeningFactory(params={"users": [reader.pk]})
    HappeningFactory(not_before=timezone.now() + timedelta(hours=1))

    assert [tasks.sweep(), tasks.sweep()] == [1, 0]
    assert told_users() == [reader.pk]


def test_a_happening_that_breaks_keeps_no_other_waiting(monkeypatch):
    reader = UserFactory()
    broken = registry.Verb(
        "test.broken", words="bricht", audience=lambda *_: 1 / 0, tell=GREETED.tell
    )
    registry.declare(broken)
    HappeningFactory(verb="test.broken")
    HappeningFactory(params={"users": [reader.pk]})

    assert services.expand_due() == 1
    assert told_users() == [reader.pk]


def test_a_happening_that_the_database_refuses_keeps_no_other_waiting():
    reader, long_named = UserFactory(), "x" * 300 + "@example.org"
    HappeningFactory(params={"addresses": [long_named]})
    HappeningFactory(params={"users": [reader.pk]})

    assert services.expand_due() == 1
    assert told_users() == [reader.pk]


def test_a_verb_that_nobody_declares_any_more_tells_nobody():
    happening = HappeningFactory(verb="test.forgotten")

    assert services.expand(happening.pk) == 0
    happening.refresh_from_db()
    assert happening.expanded_at is not None


def test_a_crowd_is_written_in_few_queries_and_rides_behind_referrals(
    django_assert_num_queries,
):
    crowd = UserFactory.create_batch(120, address=False)
    happening = greet(*crowd)

    with django_assert_num_queries(17):
        assert services.expand(happening.pk) == 120

    assert set(Delivery.objects.values_list("lane", flat=True)) == {Lane.BULK}


def test_open_pages_of_the_told_are_rung(django_capture_on_commit_callbacks):
    reader = UserFactory()
    happening = greet(reader)

    with django_capture_on_commit_callbacks() as callbacks:
        services.expand(happening.pk)

    rung = [callback.args for callback in callbacks if "broadcast" in callback.args[0]]
    assert rung == [
        (
            "notifications.broadcast",
            None,
            {"verb": "notification.written", "groups": [f"visitor.{reader.pk}"]},
        )
    ]


def test_who_wants_the_bell_alone_gets_no_mail():
    quiet, reader = UserFactory(), UserFactory()
    services.set_mail(quiet, wanted=False)

    services.expand(greet(quiet, reader).pk)

    assert told_users() == [quiet.pk, reader.pk]
    assert list(Delivery.objects.values_list("to_user", flat=True)) == [reader.pk]
    wishes = wishes_of([quiet.pk, reader.pk])
    assert [one.wants_mail for one in wishes.values()] == [False, True]


def test_a_muted_address_gets_nothing_under_any_key(settings):
    addresses.mute("Nachbarin@example.org")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"

    services.expand(
        HappeningFactory(params={"addresses": ["nachbarin@example.org"]}).pk
    )

    assert Delivery.objects.count() == 0


def test_following_is_remembered_once_and_ends():
    user, target = UserFactory(), UserFactory()

    assert services.follow(user, target, reason="author") is True
    assert services.follow(user, target, reason="supporter") is False
    follow = Follow.objects.get()
    assert (follow.kind, follow.target_id, follow.reason) == (
        "user",
        target.pk,
        "author",
    )
    assert services.unfollow_all(user, [target]) == 1
    assert services.unfollow_all(user, [target]) == 0


def test_many_follow_at_once_without_losing_their_first_reason():
    first, second, target = UserFactory(), UserFactory(), UserFactory()
    services.follow(first, target, reason="author")

    services.follow_all([first.pk, second.pk], target, reason="supporter")

    assert list(Follow.objects.order_by("pk").values_list("user_id", "reason")) == [
        (first.pk, "author"),
        (second.pk, "supporter"),
    ]


@pytest.mark.parametrize("who", ({"user": None, "address": ""},))
def test_the_database_refuses_a_notification_to_nobody(who):
    with pytest.raises(IntegrityError), transaction.atomic():
        NotificationFactory(**who)


def mail_to(user, **params):
    services.expand(greet(user, **params).pk)
    return rendering.render_mail(Delivery.objects.latest("pk"))


def test_a_mail_says_what_why_and_how_to_stop_it(settings):
    settings.BASE_URL = "https://bindeglied.example"

    mail = mail_to(UserFactory())

    headers = dict(mail.headers)
    stop = headers["List-Unsubscribe"].strip("<>")
    assert mail.subject.startswith("Ein Gruß von")
    assert "Guten Tag." in mail.text
    assert "https://bindeglied.example/konto/" in mail.text
    assert "weil der Beitrag von Ihnen ist" in mail.text
    assert stop in mail.text
    assert stop.startswith("https://bindeglied.example/mitteilungen/abbestellen/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Bis <bald>:" in mail.text
    assert "Bis &lt;bald&gt;:" in mail.html
    assert 'href="https://bindeglied.example/x/"' in mail.html
    assert 'href="https://bindeglied.example/konto/"' in mail.html


def test_a_mail_speaks_the_language_its_reader_has_today():
    reader = UserFactory()
    services.expand(greet(reader).pk)
    reader.language = "en"
    reader.save()

    mail = rendering.render_mail(Delivery.objects.get())

    assert 'lang="en"' in mail.html


@pytest.mark.parametrize("gone", ("target", "words", "notification"))
def test_a_mail_whose_reason_is_gone_is_withdrawn(gone):
    reader = UserFactory()
    happening = greet(reader, **({"is_gone": True} if gone == "words" else {}))
    services.expand(happening.pk)
    if gone == "target":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE verbs_happening SET target_id = 0")
    if gone == "notification":
        Notification.objects.all().delete()

    with pytest.raises(Withdrawn):
        rendering.render_mail(Delivery.objects.get())


def test_erasing_a_person_takes_bell_follows_and_mail_along():
    reader = UserFactory()
    services.follow(reader, UserFactory())
    services.expand(greet(reader).pk)

    delivery.forget(reader)
    reader.delete()

    assert (Notification.objects.count(), Follow.objects.count()) == (0, 0)
    assert Delivery.objects.get().state == "recalled"
