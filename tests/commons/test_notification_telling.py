"""Expanding: who gets which mail when, news that fold, and crowds in batches."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commons.delivery.enums import Lane
from commons.delivery.models import Delivery
from commons.notifications import services, tasks
from commons.notifications.enums import Pace
from commons.notifications.models import (
    Digest,
    MailPreference,
    Notification,
    SubjectPreference,
)
from commons.notifications.services import digests, expansion, writing
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Fold, Recipient
from commons.verbs.services import happened, withdraw, withdraw_all
from tests.factories.accounts import UserFactory
from tests.factories.notifications import GREETED, HappeningFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("greeting")]
SAME_THING = Fold(
    key=lambda target: f"user:{target.pk}",
    line=lambda target, count, _who: f"{count} Grüße von {target.public_name}",
)


def greet(*users, by=None, target=None, **params):
    target = target or UserFactory()
    ids = [user.pk for user in users]
    return happened("test.greeted", target, by=by, users=ids, **params)


def tell(*users, **params):
    services.expand(greet(*users, **params).pk)


def way_of(user):
    """Its pace, that of the digest it waits in, and whether it has a mail."""
    row = Notification.objects.select_related("digest").get(user=user)
    return row.pace, row.digest and row.digest.pace, row.delivery_id is not None


def pausing(user):
    tomorrow = timezone.localdate() + timedelta(days=2)
    MailPreference.objects.create(
        user=user, wants_mail=True, changed_at=timezone.now(), paused_until=tomorrow
    )


def alter(**changes):
    registry.declare(replace(GREETED, **changes))


@pytest.mark.parametrize(
    ("params", "way"),
    (
        ({"reason": "author"}, ("at_once", None, True)),
        ({"reason": "follower"}, ("weekly", "weekly", False)),
        ({"reason": "follower", "pace": "daily"}, ("daily", "daily", False)),
        ({"reason": "follower", "pace": "at_once"}, ("at_once", None, True)),
        ({"reason": "author", "pace": "bell"}, ("bell", None, False)),
    ),
)
def test_news_go_by_the_way_that_their_pace_names(params, way):
    reader = UserFactory()

    tell(reader, **params)

    assert way_of(reader) == way


@pytest.mark.parametrize(
    ("changes", "reason", "way", "way_in_a_pause"),
    (
        ({}, "author", ("at_once", None, True), ("at_once", "daily", False)),
        (
            {"mails_itself": True},
            "author",
            ("at_once", None, False),
            ("at_once", "daily", False),
        ),
        (
            {"mails_itself": True},
            "follower",
            ("weekly", "weekly", False),
            ("weekly", "weekly", False),
        ),
        (
            {"subject": "conversation"},
            "author",
            ("at_once", "at_once", False),
            ("at_once", "daily", False),
        ),
        (
            {"cannot_wait": True},
            "follower",
            ("at_once", None, True),
            ("at_once", "daily", False),
        ),
    ),
)
def test_a_verb_and_a_pause_have_their_say(changes, reason, way, way_in_a_pause):
    reader, away = UserFactory(), UserFactory()
    pausing(away)
    alter(**changes)

    tell(reader, away, reason=reason)

    assert (way_of(reader), way_of(away)) == (way, way_in_a_pause)


def test_an_own_wish_for_a_subject_counts_and_the_bell_alone_stays_quiet():
    daily, quiet = UserFactory(), UserFactory()
    SubjectPreference.objects.create(
        user=daily, subject="own", pace=Pace.DAILY, changed_at=timezone.now()
    )
    services.set_mail(quiet, wanted=False)

    tell(daily, quiet, reason="author")

    assert way_of(daily) == ("daily", "daily", False)
    assert way_of(quiet) == ("bell", None, False)


def test_an_address_without_account_hears_at_once_even_from_who_mails_itself():
    alter(mails_itself=True)

    services.expand(HappeningFactory(params={"addresses": ["n@example.org"]}).pk)

    row = Notification.objects.get()
    assert (row.pace, row.delivery.to_address) == ("at_once", "n@example.org")


def test_whoever_is_told_twice_hears_for_the_first_reason_at_the_soonest_wish():
    reader = UserFactory()
    alter(
        audience=lambda _target, _params: [
            Recipient(user_id=reader.pk, reason="supporter", pace="weekly"),
            Recipient(user_id=reader.pk, reason="follower", pace="daily"),
        ]
    )

    tell()

    assert Notification.objects.get().reason == "supporter"
    assert way_of(reader) == ("daily", "daily", False)


def test_forty_pieces_of_news_about_one_thing_are_one_line():
    alter(fold=SAME_THING)
    reader, target = UserFactory(), UserFactory()

    for _ in range(40):
        tell(reader, target=target, reason="follower")

    row = Notification.objects.get()
    newest = Happening.objects.latest("pk")
    assert (row.folded, row.happening, row.fold_key) == (
        40,
        newest,
        f"test.greeted:user:{target.pk}",
    )
    assert row.digest.notifications.count() == 1


def test_an_older_piece_of_news_that_is_told_late_does_not_take_the_line_over():
    alter(fold=SAME_THING)
    reader, target = UserFactory(), UserFactory()
    first, second = (greet(reader, target=target) for _ in range(2))

    services.expand(second.pk)
    services.expand(first.pk)

    assert Notification.objects.values_list("folded", "happening").get() == (
        2,
        second.pk,
    )


@pytest.mark.parametrize("what", ("read", "mailed", "another thing"))
def test_a_line_that_was_read_or_mailed_gathers_nothing_more(what):
    alter(fold=SAME_THING)
    reader, target = UserFactory(), UserFactory()
    tell(reader, target=target, reason="follower")
    if what == "read":
        services.mark_all_read(reader, up_to=Notification.objects.get().created_at)
    if what == "mailed":
        digests.close_due(timezone.now() + timedelta(days=8))

    other = UserFactory() if what == "another thing" else target
    tell(reader, target=other, reason="follower")

    assert list(Notification.objects.values_list("folded", flat=True)) == [1, 1]


@pytest.mark.parametrize(
    ("first", "second", "way"),
    (
        ("weekly", "daily", ("daily", "daily", False)),
        ("daily", "weekly", ("daily", "daily", False)),
        ("daily", "bell", ("daily", "daily", False)),
        ("bell", "weekly", ("weekly", "weekly", False)),
        ("weekly", "at_once", ("at_once", None, True)),
    ),
)
def test_a_line_goes_as_soon_as_the_most_urgent_of_its_news(first, second, way):
    alter(fold=SAME_THING)
    reader, target = UserFactory(), UserFactory()

    tell(reader, target=target, pace=first)
    tell(reader, target=target, pace=second)

    assert way_of(reader) == way


@pytest.mark.parametrize("size", (1, 30))
@pytest.mark.parametrize(
    ("reason", "fold", "statements"),
    (
        ("follower", None, 14),
        ("follower", SAME_THING, 14),
        ("author", None, 17),
    ),
)
def test_a_batch_takes_as_many_statements_for_thirty_as_for_one(
    size, reason, fold, statements, django_assert_num_queries
):
    alter(fold=fold)
    happening = greet(*UserFactory.create_batch(size, address=False), reason=reason)

    with django_assert_num_queries(statements):
        assert services.expand(happening.pk) == size


def test_each_further_batch_takes_the_same_statements(monkeypatch):
    crowd = UserFactory.create_batch(12, address=False)
    counts = []
    for size in (4, 2):  # three batches, then six
        monkeypatch.setattr(expansion, "BATCH", size)
        happening = greet(*crowd, reason="follower")
        with CaptureQueriesContext(connection) as captured:
            assert services.expand(happening.pk) == 12
        counts.append(len(captured))

    assert counts == [2 + 3 * 12, 2 + 6 * 12]


def test_a_long_telling_lets_others_in_between_and_goes_on(
    monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(expansion, "BATCH", 2)
    crowd = UserFactory.create_batch(5, address=False)
    happening = greet(*crowd)

    with django_capture_on_commit_callbacks() as callbacks:
        told = services.expand(happening.pk, seconds=0)
    woken = [callback.args[0] for callback in callbacks]
    happening.refresh_from_db()

    assert (told, happening.told_up_to, happening.expanded_at) == (2, crowd[1].pk, None)
    assert woken == ["notifications.broadcast", "notifications.expand"]
    assert [tasks.sweep(), tasks.sweep()] == [3, 0]
    happening.refresh_from_db()
    assert (happening.told_up_to, happening.expanded_at is None) == (None, False)
    assert Notification.objects.filter(happening=happening).count() == 5


def test_what_has_begun_to_be_told_cannot_be_withdrawn_any_more(monkeypatch):
    monkeypatch.setattr(expansion, "BATCH", 1)
    happening = greet(*UserFactory.create_batch(2, address=False))
    services.expand(happening.pk, seconds=0)

    assert (withdraw(happening), withdraw_all([happening.pk])) == (False, False)


def test_a_crash_between_two_batches_loses_nobody_and_tells_nobody_twice(monkeypatch):
    monkeypatch.setattr(expansion, "BATCH", 2)
    alter(fold=SAME_THING)
    crowd, target = UserFactory.create_batch(5, address=False), UserFactory()
    tell(*crowd, target=target)
    happening = greet(*crowd, target=target)
    write, batches = writing.write, []

    def break_in_the_second(*tellings):
        write(*tellings)
        batches.extend(len(told) for _telling, told in tellings)
        if len(batches) == 2:
            raise RuntimeError

    monkeypatch.setattr(writing, "write", break_in_the_second)
    with pytest.raises(RuntimeError):
        services.expand(happening.pk)
    services.expand(happening.pk)

    assert batches == [2, 2, 2, 1]
    assert set(Notification.objects.values_list("folded", "happening")) == {
        (2, happening.pk)
    }


def test_all_addresses_are_told_in_the_first_batch(monkeypatch):
    monkeypatch.setattr(expansion, "BATCH", 2)
    addresses = [f"n{number}@example.org" for number in range(3)]
    users = [user.pk for user in UserFactory.create_batch(3, address=False)]
    happening = HappeningFactory(params={"addresses": addresses, "users": users})

    told = services.expand(happening.pk, seconds=0)

    assert (told, services.expand(happening.pk)) == (3, 3)
    assert Delivery.objects.exclude(to_address="").count() == 3


def test_few_mails_of_a_crowd_do_not_wait_behind_it(monkeypatch):
    """The author's mail leaves at once, though a thousand followers hear as well."""
    monkeypatch.setattr(writing, "BULK_FROM", 4)
    monkeypatch.setattr(expansion, "BATCH", 4)
    for share, lane in ((1, Lane.STANDARD), (2, Lane.BULK)):
        crowd = UserFactory.create_batch(8, address=False)
        soon = {user.pk for user in (*crowd[:share], *crowd[4 : 4 + share])}
        if share == 1:
            soon = {crowd[0].pk}
        alter(
            audience=lambda _target, _params, crowd=crowd, soon=soon: [
                Recipient(
                    user_id=user.pk, pace="at_once" if user.pk in soon else "weekly"
                )
                for user in crowd
            ]
        )

        tell()

        lanes = Delivery.objects.filter(to_user__in=crowd).values_list(
            "lane", flat=True
        )
        assert set(lanes) == {lane}


def test_the_database_keeps_one_open_line_of_a_sort_and_one_open_digest():
    reader = UserFactory()
    tell(reader, reason="follower")
    tell(reader, reason="follower")

    assert Digest.objects.filter(user=reader, closed_at=None).count() == 1
    assert Notification.objects.filter(user=reader, digest__isnull=False).count() == 2
