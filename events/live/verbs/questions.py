"""What can happen to a question: in the room nobody is told, open pages see it."""

from collections.abc import Iterable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Params, Recipient, Told, Verb
from events.live.models import Question
from events.live.verbs import letters
from events.live.verbs.letters import Letter
from participation.moderation.letters import told, words_of

SENTENCE = _("Der Grund: Ihre Frage %(reason)s.")


def author_of(question: Question, _params: Params) -> Iterable[Recipient]:
    if question.author_id:
        yield Recipient(user_id=question.author_id, reason="author")


def tell_author(
    letter: Letter, question: Question, params: Params, who: Recipient
) -> Told:
    """The text comes from the decision's row, so that a redaction reaches it."""
    words = {"title": question.room.title}
    decided = partial(words_of, params, who, sentence=SENTENCE)
    return told(letter, words, url=question.get_absolute_url(), more=decided)


def _decided(key: str, words: str | Promise, letter: Letter) -> Verb:
    return Verb(
        key,
        words=words,
        audience=author_of,
        tell=partial(tell_author, letter),
        cannot_wait=letter is not letters.RESTORED,
    )


VERBS = (
    Verb("room_question.asked", words=_("hat im Saal gefragt")),
    Verb("room_question.opened", words=_("hat eine Frage im Saal gezeigt")),
    Verb("room_question.bookmarked", words=_("hat eine Frage im Saal vorgemerkt")),
    Verb("room_question.answered", words=_("hat eine Frage im Saal beantwortet")),
    Verb("room_question.put_aside", words=_("hat eine Frage im Saal verborgen")),
    Verb("room_question.merged", words=_("hat Fragen im Saal zusammengeführt")),
    Verb(
        "room_question.undecided",
        words=_("hat eine Entscheidung über eine Frage rückgängig gemacht"),
    ),
    _decided("room_question.hidden", _("hat eine Frage verborgen"), letters.HIDDEN),
    _decided(
        "room_question.declined",
        _("hat eine Frage verborgen gelassen"),
        letters.DECLINED,
    ),
    _decided("room_question.removed", _("hat eine Frage entfernt"), letters.HIDDEN),
    _decided(
        "room_question.restored", _("hat eine Frage wieder gezeigt"), letters.RESTORED
    ),
    _decided(
        "room_question.taken_back",
        _("hat eine Entscheidung über eine Frage zurückgenommen"),
        letters.TAKEN_BACK,
    ),
)
