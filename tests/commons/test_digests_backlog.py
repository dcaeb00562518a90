"""A gathered mail after a long silence: two thousand pieces of news in one mail."""

import pytest
import time_machine

from commons.delivery import messages, renderers
from commons.delivery.models import Delivery
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import digests
from commons.verbs.models import Happening
from tests.commons.digest_world import MONDAY, THURSDAY
from tests.factories.accounts import UserFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saying")]
MOST_BYTES = 60_000
TITLE = ": Bänke, Müllgefäße und mehr Licht für den südlichen Rand des Angers"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def backlog(reader, number, *, reason="author", subject="own", **params):
    """As many, about 13 Stadtteile with long names, all of them waiting."""
    regions = [
        RegionFactory(name=f"Prenzlauer Berg Nordwest und Umgebung {count}")
        for count in range(13)
    ]
    happenings = Happening.objects.bulk_create(
        Happening(
            verb="test.said",
            kind="region",
            target_id=regions[count % 13].pk,
            params={"n": count, "title": TITLE, **params},
            happened_at=MONDAY,
            not_before=MONDAY,
            expanded_at=MONDAY,
        )
        for count in range(number)
    )
    rows = Notification.objects.bulk_create(
        Notification(
            happening=happening,
            user=reader,
            reason=reason,
            subject=subject,
            pace=Pace.WEEKLY,
            created_at=MONDAY,
        )
        for happening in happenings
    )
    digests.assign(rows, wishes_of([reader.pk]))


def mail_of(reader):
    digests.close_due(THURSDAY)
    delivery = Digest.objects.get(user=reader).delivery
    rendered = renderers.get("digest")(delivery)
    return rendered, messages.build(delivery, rendered).as_bytes()


def test_two_thousand_are_one_short_mail_that_leads_to_the_rest():
    reader = UserFactory()
    backlog(reader, 2_000)

    mail, raw = mail_of(reader)

    shown = mail.text.count("/neues/")
    assert shown == 39
    assert mail.text.count("und 151 weitere Mitteilungen") == 11
    assert mail.text.count("und 150 weitere Mitteilungen") == 2
    assert mail.html.count("/mitteilungen/?ungelesen=on") == 13
    assert "Neues 1999 aus" in mail.text
    assert "Neues 1900 aus" not in mail.text
    assert len(raw) < MOST_BYTES


@pytest.mark.parametrize(
    "params",
    (
        {"decision": 5, "more": " Grund" * 500},
        {"more": " und" * 800},
        {"parts": list(range(200))},
    ),
    ids=("decisions", "talk", "sets of answers"),
)
def test_long_words_and_long_sets_keep_it_short(params):
    reader = UserFactory()
    backlog(reader, 60, **params)

    _mail, raw = mail_of(reader)

    assert len(raw) < MOST_BYTES


def test_nothing_of_it_is_told_again_in_the_next_mail():
    reader = UserFactory()
    backlog(reader, 60)
    digests.close_due(THURSDAY)

    digests.reschedule(reader)
    digests.close_due(THURSDAY.replace(day=26))

    assert Delivery.objects.filter(renderer="digest").count() == 1
    assert Notification.objects.filter(delivery=None).count() == 0
