"""Every mail there is, made of real rows: each verb, each reader, each language."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import translation

from commons.delivery import renderers
from commons.notifications import reasons, subjects
from commons.verbs import registry
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory
from tests.mails import faults, made, samples

pytestmark = pytest.mark.django_db
VERBS = sorted(verb.key for verb in registry.all_verbs() if verb.audience)
# Made of other mails' rows, or no mail: what endpoints are told has no words.
NO_MAIL = {"notification", "delivery.event", "delivery.endpoint_test"}
# In the foot of each: shown to be harmless by the pages' own tests.
KNOWN = {"/", "/impressum/", "/datenschutz/"}
STOPPED = {"digest", "newsletter", "newsletter_correction", "notices.notice"}
HOSTILE = "Bänke\r\nBcc: a@evil.example\r\n=?utf-8?q?=0ABcc:b?= \u202e<b>x</b><script>"


def test_every_verb_and_every_renderer_has_a_sample():
    keys = {key for key in renderers.all_keys() if not key.startswith("test.")}

    assert set(VERBS) - set(samples.verbs()) == {
        key for key in VERBS if key.startswith("test.")
    }
    assert keys - set(samples.renderers()) - NO_MAIL == set()


@pytest.mark.parametrize("key", sorted(samples.verbs()))
def test_mails_of_a_verb_are_whole_and_may_be_stopped_by_rule(key):
    mails = list(made.of_verb(key))

    assert mails
    _require([fault for mail in mails for fault in faults.of(mail)])
    _require([mail.name for mail in mails if _stops(mail) != _is_wish(mail)])
    assert {mail.language for mail in mails} == set(samples.LANGUAGES)
    _require(list(_links_that_do_more_than_show(mails)))


@pytest.mark.parametrize("key", sorted(samples.renderers()))
def test_mails_of_a_renderer_are_whole_and_may_be_stopped_by_rule(key):
    mails = list(made.of_renderer(key))

    assert mails
    _require([fault for mail in mails for fault in faults.of(mail)])
    for mail in mails:
        assert _stops(mail) == (mail.delivery.renderer in STOPPED), mail.name
        assert _subject_in("de", mail) == mail.rendered.subject
    _require(list(_links_that_do_more_than_show(mails)))


@pytest.mark.parametrize("key", ("idea.declined", "answer.published", "round.ready"))
def test_a_hostile_title_stays_a_title_in_mails(key):
    with samples.titled(HOSTILE):
        mails = list(made.of_verb(key, ("de",)))

    assert mails
    for mail in mails:
        assert mail.message["Bcc"] is None
        assert "\n" not in str(mail.message["Subject"])
        assert "<script" not in mail.html
        assert faults.Page(mail.html).torn == []
        assert not faults.BIDI.search(mail.message["Subject"] + mail.text + mail.html)


def _require(found):
    assert not found, "\n".join(found)


def _subject_in(language, mail):
    """As a worker makes it that speaks this language meanwhile; mails know "en"."""
    with translation.override(language):
        return renderers.get(mail.delivery.renderer)(mail.delivery).subject


def _stops(mail):
    """Both headers and the link in the foot, or none of them; never without a choice."""
    headers = [mail.message[name] for name in faults.STOP]
    address = headers[0][1:-1] if headers[0] else ""
    assert headers in ([f"<{address}>", "List-Unsubscribe=One-Click"], [None, None])
    assert not address or (address in mail.html and address in mail.rendered.text)
    return bool(address)


def _is_wish(mail):
    """The rule of docs/decisions/0053, written down a second time."""
    told = mail.notification
    reason, subject = reasons.of(told.reason), subjects.get(told.subject)
    is_own_decision = (
        subject.key == subjects.OWN and "decision" in told.happening.params
    )
    return not (subject.is_work or reason.is_owed or is_own_decision)


def _links_that_do_more_than_show(mails):
    """PostgreSQL refuses to write in a GET or HEAD of the strict client."""
    links = {href for mail in mails for href in faults.Page(mail.html).links}
    paths = {
        urlsplit(href)._replace(scheme="", netloc="").geturl()
        for href in links
        if href.startswith(settings.BASE_URL)
    } - KNOWN
    stranger, neighbour = StrictClient(), sign_in(StrictClient(), UserFactory())
    for path in sorted(paths):
        asked = [stranger.head(path), stranger.get(path), neighbour.get(path)]
        statuses = [response.status_code for response in asked]
        if max(statuses) >= 500 or 405 in statuses:
            yield f"{path}: {statuses}"
