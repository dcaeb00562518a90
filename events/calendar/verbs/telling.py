"""Who hears of what became of an event at the desk, and what pages end with it."""

from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext_lazy

from commons.verbs.registry import Params, Recipient, Told
from events.calendar.models import Event
from participation.moderation.letters import Letter, told, words_of

AUTHOR = "author"
SENTENCE = gettext_lazy("Der Grund: Ihre Veranstaltung %(reason)s.")


def author_if_decided(event: Event, params: Params) -> Iterable[Recipient]:
    """What becomes public without a decision is no news to who wrote it."""
    if params.get("decision") and event.author_id:
        yield Recipient(user_id=event.author_id, reason=AUTHOR)


def tell_decision(letter: Letter, event: Event, params: Params, who: Recipient) -> Told:
    """What a decision made of one's own event."""
    decided = partial(words_of, params, who, sentence=SENTENCE)
    words = {"title": event.title}
    return told(letter, words, url=event.get_absolute_url(), more=decided)
