"""Every verb, under a title that wants to be more, and of ideas that went away."""

import pytest
from django.template.loader import render_to_string

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.notifications import reasons, rendering
from commons.notifications.models import Notification
from events.calendar.models import Event
from participation.actors.models import Actor
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.networks.models import Network, Post
from participation.pool.models import Offer
from tests.factories.ideas import IdeaFactory
from tests.mails import faults, made, samples
from tests.participation.writing import dangers_in

pytestmark = pytest.mark.django_db
HOSTILE = (
    "B\r\nBcc: a@evil.example\r\n=?utf-8?q?=0ABcc:b?= \u202e%(x)s %s {{7*7}}\"'><img src=x "
    "onerror=alert(1)><script>alert(1)"
)[:120]
# They wrote it, reported it, objected or work here: they may read what became of it.
PRAISED = "comment.published"  # "everybody can read it now" is true no more
# What bears the title besides ideas.
TITLED = (Actor, Network, Post, Offer, Event)
INSIDERS = {
    *("author", "contact", "supported", "complainant", "reporter"),
    # It is theirs, or about themselves.
    *("actor_owner", "actor_member", "pool_keeper", "network_concerned"),
    "calendar_keeper",
}


@pytest.mark.parametrize("key", sorted(samples.verbs()))
def test_a_title_stays_a_title_in_bell_and_mail(key):
    with samples.titled(HOSTILE):
        mails = list(made.of_verb(key, ("de",)))

    assert mails
    for mail in mails:
        subject = str(mail.message["Subject"])
        assert (mail.message["Bcc"], "\n" in subject) == (None, False)
        assert dangers_in(mail.html) == []
        assert "<img" not in mail.html
        assert not faults.BIDI.search(subject + mail.text + mail.html)
        assert dangers_in(_line_of(mail.notification)) == []


@pytest.mark.parametrize("key", sorted(samples.verbs()))
def test_strangers_read_no_more_of_what_was_hidden(key):
    for target, params in list(samples.verbs()[key](key)):
        rows = list(made.told(key, target, params))
        hidden = IdeaFactory(publication=Publication.HIDDEN)
        gone = {"publication": Publication.HIDDEN, "decision": hidden.decision}
        Idea.objects.update(merged_into=None, **gone)
        for model in TITLED:
            model.objects.update(**gone)

        said = [_said(Notification.objects.get(pk=row.pk)) for row in rows]

        assert [words for words in said if samples.TITLE in words] == []


def _line_of(notification):
    target = _target_of(notification)
    told = rendering.tell(notification, target)
    line = rendering.line_of(notification, target, told)
    return render_to_string("notifications/_news.html", {"number": 1, "line": line})


def _target_of(notification):
    happening = notification.happening
    return kinds.load(happening.kind, happening.target_id)


def _said(notification):
    is_insider = (
        (notification.reason in INSIDERS and notification.happening.verb != PRAISED)
        or reasons.of(notification.reason).is_owed
        or (notification.user and Visitor(user=notification.user).needs_two_factors)
    )
    told = (
        None if is_insider else rendering.tell(notification, _target_of(notification))
    )
    return f"{told.line} {told.subject} {told.text} {told.url}" if told else ""
