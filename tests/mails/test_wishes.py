"""The way to one's wishes that stands in mails works without signing in."""

from urllib.parse import urlsplit

import pytest

from commons.notifications.queries.wishes import wishes_of
from tests.clients import StrictClient
from tests.commons.test_mail_wishes import as_it_is
from tests.mails import faults, made

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "key", ("idea.declined", "idea.published", "moderation.overdue")
)
def test_the_link_of_single_news_shows_the_wishes_of_its_reader(key):
    require_wishes_behind(mail for mail in made.of_verb(key, ("de",)))


@pytest.mark.parametrize("key", ("digest", "notices.notice", "referrals.weekly"))
def test_the_link_of_a_gathered_mail_shows_the_wishes_of_its_reader(key):
    require_wishes_behind(made.of_renderer(key))


def require_wishes_behind(mails):
    mail = next(mail for mail in mails if mail.delivery.to_user is not None)
    links = faults.Page(mail.html).links
    (way,) = {link for link in links if link.startswith(faults.WISHES)}
    stranger, path = StrictClient(), urlsplit(way).path

    page = stranger.get(path)
    stranger.post(path, as_it_is(no_mail="on", thema_work="at_once"))

    reader = mail.delivery.to_user
    assert (page.status_code, way in mail.rendered.text) == (200, True)
    assert reader.email not in page.text
    assert wishes_of([reader.pk])[reader.pk].wants_mail is False
