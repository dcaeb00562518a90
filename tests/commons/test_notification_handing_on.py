"""Who stands in is told as whoever is away would be: by mail, or by the bell alone."""

import pytest

from commons.accounts.services import absences
from commons.clock import berlin_today
from commons.notifications.services.handing_on import handed_on
from commons.verbs.registry import Recipient
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("ways", "by_mail"),
    (((True,), True), ((False,), False), ((False, True), True)),
)
def test_what_the_bell_alone_tells_is_no_mail_for_the_substitute(ways, by_mail):
    absent, substitute = make_staff(), make_staff()
    today = berlin_today()
    absences.enter(
        absent, first_day=today, last_day=today, substitute=substitute, by=absent
    )
    named = [
        Recipient(user_id=absent.pk, reason="moderator", by_mail=each) for each in ways
    ]

    told = [(one.user_id, one.reason, one.by_mail) for one in handed_on(named)]

    assert told == [(substitute.pk, "substitute", by_mail)]
