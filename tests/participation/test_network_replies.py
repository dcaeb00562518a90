"""An answer by mail to a post: a comment, or nothing and a word why."""

from email.message import EmailMessage

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from commons.accounts.enums import Role
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.files.models import StoredFile
from commons.incoming.enums import AsideReason, MailState
from commons.incoming.models import Mail, ReplyAddress
from commons.incoming.services import reading
from commons.notifications.models import Follow, Notification
from commons.notifications.services.expansion import expand_due
from participation.discussion.models import Comment
from participation.moderation.enums import Reason
from participation.moderation.services import blocks
from participation.moderation.services.blocks import Sanction
from participation.networks.enums import Visibility
from participation.networks.models import NetworkMembership
from participation.networks.services import closing, posting
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.incoming import taken
from tests.factories.networks import make_network, member_of
from tests.factories.posts import said

pytestmark = pytest.mark.django_db
WORDS = "Ich bringe Erde mit."


@pytest.fixture(autouse=True)
def _own_address(settings):
    settings.REPLY_ADDRESS = "vorgang@bindeglied.example"
    settings.MAIL_FROM = "Bindeglied <post@bindeglied.example>"


def follows(user, network):
    Follow.objects.create(
        user=user,
        kind="network",
        target_id=network.pk,
        pace="at_once",
        created_at=timezone.now(),
    )


def rendered(delivery):
    return renderers.get(delivery.renderer)(delivery)


class Told:
    """A member who got a mail about a post, and what that mail says."""

    def __init__(self, visibility=Visibility.MEMBERS):
        self.network, self.coordinator = make_network(visibility)
        self.member = member_of(self.network)
        follows(self.member, self.network)
        self.post = said(self.network, by=self.coordinator)
        expand_due()
        delivery = Delivery.objects.get(to_user=self.member)
        self.mail = rendered(delivery)

    @property
    def address(self):
        return self.mail.reply_to

    def answers(self, text=WORDS, *, sender="", to="", **headers):
        letter = EmailMessage()
        letter["From"] = sender or self.member.email
        letter["To"] = to or self.address
        letter["Subject"] = f"Re: {self.mail.subject}"
        letter["Message-ID"] = f"<{timezone.now().timestamp()}@example.org>"
        for name, value in headers.items():
            letter[name.replace("_", "-")] = value
        letter.set_content(text)
        return letter.as_bytes()


def read(raw):
    mail = taken(raw)
    reading.read(mail.pk)
    return Mail.objects.get(pk=mail.pk)


def reasons_told(user):
    expand_due()
    rows = Notification.objects.filter(
        user=user, happening__verb="network_post.reply_refused"
    )
    return [row.happening.params["why"] for row in rows]


def test_the_mail_bears_an_address_and_an_answer_is_a_comment():
    told = Told()

    mail = read(
        told.answers(f"{WORDS}\n\nAm 3. Mai schrieb jemand:\n> Wir treffen uns.")
    )

    comment = Comment.objects.get()
    assert "+" in told.address
    assert "Sie können auf diese Mail antworten" in told.mail.text
    assert (comment.text, comment.author, comment.is_public) == (
        WORDS,
        told.member,
        True,
    )
    assert comment.thread.network_post == told.post
    assert (mail.state, mail.target_id) == (MailState.HANDLED, told.post.pk)


@pytest.mark.parametrize(
    ("visibility", "is_wiped"), ((Visibility.OPEN, False), (Visibility.HIDDEN, True))
)
def test_of_a_closed_circle_no_mail_stays_to_be_read(visibility, is_wiped):
    told = Told(visibility)

    mail = read(told.answers())

    assert (mail.wiped_at is not None, mail.text == "") == (is_wiped, is_wiped)
    assert StoredFile.objects.filter(purpose="incoming-mail").exists() != is_wiped


def test_the_same_mail_twice_is_one_comment():
    told = Told()
    raw = told.answers()

    first, second = read(raw), read(raw + b"\n")

    assert first.state == MailState.HANDLED
    assert second.reason == AsideReason.REPLAY
    assert Comment.objects.count() == 1


def test_another_sender_writes_nothing_in_somebodys_name():
    told = Told()
    other = member_of(told.network)

    mail = read(told.answers(sender=other.email))

    assert mail.reason == AsideReason.WRONG_SENDER
    assert not Comment.objects.exists()
    assert reasons_told(told.member) == ["sender"]


def test_an_address_that_is_not_proved_is_another_sender():
    told = Told()
    EmailAddress.objects.filter(user=told.member).update(verified=False)

    assert read(told.answers()).reason == AsideReason.WRONG_SENDER


def test_a_second_address_of_the_account_is_theirs():
    told = Told()
    EmailAddress.objects.create(
        user=told.member, email="zweite@example.org", verified=True
    )

    read(told.answers(sender="Zweite@example.org"))

    assert Comment.objects.count() == 1


@pytest.mark.parametrize("what", ("left", "closed", "withdrawn", "blocked"))
def test_where_nobody_may_write_nothing_is_written(what):
    told = Told()
    if what == "left":
        rows = NetworkMembership.objects.filter(user=told.member)
        rows.update(left_at=timezone.now())
    if what == "closed":
        closing.close(told.network, reason="Fertig.", by=told.coordinator)
    if what == "withdrawn":
        posting.withdraw(told.post, by=told.coordinator)
    if what == "blocked":
        sanction = Sanction(Reason.INSULT, "Am 3. Mai jemanden beschimpft.", 7)
        blocks.block(told.member, sanction, by=make_staff(Role.COORDINATOR))
    raw = told.answers(to=address_of(told))

    mail = read(raw)

    assert mail.reason == AsideReason.CLOSED
    assert not Comment.objects.exists()
    assert reasons_told(told.member) == ["closed"]


def address_of(told):
    """As it was when the mail went out."""
    return told.address


def test_what_is_too_long_or_empty_is_no_comment():
    told = Told()

    long = read(told.answers("Wort " * 500))
    empty = read(told.answers("> Wir treffen uns."))

    assert long.reason == AsideReason.OVERSIZE
    assert not Comment.objects.filter(text="").exists()
    assert "too_long" in reasons_told(told.member)
    assert empty.state in {MailState.DISCARDED, MailState.HANDLED}


def test_an_address_ends_one_day():
    told = Told()
    ReplyAddress.objects.update(revoked_at=timezone.now())

    assert read(told.answers()).reason == AsideReason.EXPIRED


def test_a_machine_that_answers_writes_nothing_and_waits_for_nobody():
    told = Told(Visibility.OPEN)

    mail = read(told.answers("Ich bin im Urlaub.", Auto_Submitted="auto-replied"))

    assert (mail.state, Comment.objects.count()) == (MailState.HANDLED, 0)
    assert reasons_told(told.member) == []


def test_an_address_that_nobody_gave_is_nobodys():
    told = Told()
    forged = told.address.replace("+", "+a", 1)

    mail = read(told.answers(to=forged))

    assert (mail.state, mail.reason) == (
        MailState.ASIDE,
        AsideReason.UNKNOWN_ADDRESS,
    )


def test_what_goes_astray_in_an_open_network_is_looked_at():
    told = Told(Visibility.OPEN)

    mail = read(told.answers(sender="fremd@example.org"))

    assert (mail.state, mail.target_id) == (MailState.ASIDE, told.post.pk)


def test_of_a_closed_circle_it_is_thrown_away_unread():
    told = Told(Visibility.HIDDEN)

    mail = read(told.answers(sender="fremd@example.org"))

    assert (mail.state, mail.text, mail.subject, mail.sender) == (
        MailState.DISCARDED,
        "",
        "",
        "",
    )


def test_who_only_reads_along_is_given_no_address():
    network, coordinator = make_network()
    reader = UserFactory()
    follows(reader, network)
    said(network, by=coordinator)
    expand_due()

    mail = rendered(Delivery.objects.get(to_user=reader))

    assert mail.reply_to == ""
    assert "antworten" not in mail.text


def test_who_has_left_by_the_time_of_sending_gets_no_mail():
    network, coordinator = make_network(Visibility.MEMBERS)
    member = member_of(network)
    follows(member, network)
    said(network, by=coordinator)
    expand_due()
    NetworkMembership.objects.filter(user=member).update(left_at=timezone.now())

    with pytest.raises(renderers.Withdrawn):
        rendered(Delivery.objects.get(to_user=member))
