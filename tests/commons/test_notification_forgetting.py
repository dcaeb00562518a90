"""What was told long ago is deleted by night."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.delivery import reaper
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.notifications import services, tasks
from commons.notifications.models import Digest, Notification
from commons.notifications.services import forgetting
from tests.factories.accounts import UserFactory
from tests.factories.delivery import DeliveryFactory
from tests.factories.notifications import NotificationFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = timedelta(days=1)


def told(days, *, read=False, **fields):
    at = NOW - days * DAY
    return NotificationFactory(created_at=at, read_at=at if read else None, **fields)


def test_read_news_stay_a_year_and_unread_ones_two():
    kept = [told(364, read=True), told(366), told(729), told(0)]
    for old in (told(366, read=True), told(731), told(2_000, read=True)):
        assert old.pk

    assert [services.forget_old(NOW), services.forget_old(NOW)] == [3, 0]
    assert set(Notification.objects.all()) == set(kept)


def test_many_go_batch_by_batch(monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for _ in range(5):
        told(800)

    assert services.forget_old(NOW) == 5


def test_closed_digests_stay_a_year_and_what_they_told_stays_longer():
    reader = UserFactory()
    fields = {"user": reader, "pace": "weekly", "created_at": NOW}
    old, new = (
        Digest.objects.create(**fields, due_at=NOW, closed_at=NOW - days * DAY)
        for days in (366, 364)
    )
    still_open = Digest.objects.create(**fields, due_at=NOW - 400 * DAY)
    news = told(366, user=reader, digest=old)

    assert services.forget_old(NOW) == 1
    news.refresh_from_db()
    assert (set(Digest.objects.all()), news.digest) == ({new, still_open}, None)


def test_an_old_line_whose_mail_is_forgotten_stands_in_nobodys_way():
    """Without its mail it would look unmailed, and be a second one of its sort."""
    reader, fold = UserFactory(), {"fold_key": "test.greeted:user:1", "folded": 2}
    mail = DeliveryFactory(state=DeliveryState.SENT, sent_at=NOW - 380 * DAY)
    mailed = told(390, user=reader, delivery=mail, **fold)
    unmailed = told(1, user=reader, **fold)

    services.forget_old(NOW)
    reaper.tidy()

    assert not Delivery.objects.filter(pk=mail.pk).exists()
    keys = dict(Notification.objects.values_list("pk", "fold_key"))
    assert keys == {
        mailed.pk: f"settled:{mailed.pk}",
        unmailed.pk: "test.greeted:user:1",
    }


def test_beat_asks_for_it_before_the_outbox_forgets_its_mails():
    told(800)

    assert tasks.forget_old() == 1
