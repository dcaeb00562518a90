"""Mails that came in, as a person at the desk finds them."""

from django.utils import timezone
from factory.declarations import LazyFunction, Sequence
from factory.django import DjangoModelFactory

from commons.incoming.enums import AsideReason, MailState, Source
from commons.incoming.models import Mail
from commons.incoming.services.taking import take
from participation.referrals.services import replies


class MailFactory(DjangoModelFactory):
    """A mail that nobody could place, read a moment ago; it has no raw message."""

    class Meta:
        model = Mail

    source = Source.IMAP
    state = MailState.ASIDE
    reason = AsideReason.UNKNOWN_ADDRESS
    received_at = LazyFunction(timezone.now)
    read_at = LazyFunction(timezone.now)
    digest = Sequence(lambda number: f"{number:064x}")
    size = 1_000
    sender = "gruen@amt.example"
    subject = "Bänke am See"
    text = "Guten Tag,\ndrei Bänke.\n> alt"
    kept_lines = [[0, 2]]


def taken(raw):
    """Stored as the mailbox gives it, and not read yet."""
    return take(raw, source=Source.IMAP)


def make_reply(referral, *, is_note=False, **fields):
    """A mail of an Amt at its case, received as the handler does it.

    `fields` are those of the mail.
    """
    mail = MailFactory(
        state=MailState.HANDLED,
        reason="",
        kind="referral",
        target_id=referral.pk,
        **fields,
    )
    return replies.receive(referral, mail, is_note=is_note)
