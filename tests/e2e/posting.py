"""Mails of Ämter for the world: one to read, one that nobody could place."""

from django.urls import reverse
from django.utils import timezone

from commons.incoming.enums import DiscardReason, MailState
from tests.factories.incoming import MailFactory, make_reply

TEXT = """Guten Tag,

wir stellen im Frühjahr drei Bänke auf.

Mit freundlichen Grüßen
Im Auftrag

> Bitte nehmen Sie Stellung."""


def of_moderators(referral):
    reply = make_reply(referral, text=TEXT, kept_lines=[[0, 3]])
    aside = MailFactory(
        text=TEXT, kept_lines=[[0, 3]], kind="referral", target_id=referral.pk
    )
    gone = MailFactory(
        state=MailState.DISCARDED,
        discard_reason=DiscardReason.SPAM,
        settled_at=timezone.now(),
    )
    listed = reverse("incoming:mail-list")
    return {
        "amt-schreibt": reply.get_absolute_url(),
        "nicht-zugeordnet": listed,
        "verworfene-mails": f"{listed}?ansicht=verworfen",
        "mail-zuordnen": aside.get_absolute_url(),
        "mail-verworfen": gone.get_absolute_url(),
    }
