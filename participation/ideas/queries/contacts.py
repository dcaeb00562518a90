"""Whom to tell of an idea that belongs to no account."""

from collections.abc import Iterable

from commons.delivery import addressees
from commons.verbs.registry import Recipient
from participation.ideas.enums import AnswerWay
from participation.ideas.models import Idea, IdeaContact

BOOK = "idea-contact"
CHANNELS = {AnswerWay.LETTER: "letter", AnswerWay.CALL: "call", AnswerWay.MAIL: ""}


def recipients_of(idea: Idea) -> Iterable[Recipient]:
    """The person behind an idea entered for them, by reference; mostly nobody."""
    if idea.author_id is not None:
        return
    for contact in IdeaContact.objects.filter(idea=idea):
        yield Recipient(
            address=addressees.reference(BOOK, contact.pk),
            language=contact.language,
            reason="contact",
            channel=CHANNELS[AnswerWay(contact.way)],
        )
