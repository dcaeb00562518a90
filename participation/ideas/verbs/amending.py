"""What people read about a Nachtrag, by bell and by mail."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy

from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.ideas.models import Addendum
from participation.ideas.verbs import telling
from participation.ideas.verbs.telling import Letter
from participation.moderation.letters import tidy, words_of

SENTENCE = gettext_lazy("Der Grund: Ihr Nachtrag %(reason)s.")
SHOWN = Letter(
    line=gettext_lazy("Ihr Nachtrag zu „%(title)s“ ist veröffentlicht"),
    subject=gettext_lazy("Ihr Nachtrag zur Idee %(number)s ist veröffentlicht"),
    text=gettext_lazy(
        "Ihr Nachtrag steht jetzt unter Ihrer Idee „%(title)s“.\n\n%(words)s"
    ),
)
NEWS = Letter(
    line=gettext_lazy("Neues zu „%(title)s“: ein Nachtrag"),
    subject=gettext_lazy("Ein Nachtrag zur Idee %(number)s"),
    text=gettext_lazy(
        "Wer die Idee „%(title)s“ geschrieben hat, hat etwas nachgetragen."
    ),
    action=gettext_lazy("Nachtrag lesen"),
)
DECLINED = Letter(
    line=gettext_lazy("Ihr Nachtrag zu „%(title)s“ wird nicht veröffentlicht"),
    subject=gettext_lazy("Ihr Nachtrag zu „%(title)s“ wird nicht veröffentlicht"),
    text=gettext_lazy(
        "Ihren Nachtrag zur Idee „%(title)s“ veröffentlichen wir nicht. Die Idee "
        "selbst bleibt, wie sie ist.\n\n%(why)s\n\n%(words)s\n\nSie können "
        "jederzeit einen neuen Nachtrag schreiben.\n\n%(objection)s"
    ),
)
REDIRECTED = Letter(
    line=gettext_lazy("Für Ihren Nachtrag zu „%(title)s“ gibt es einen besseren Weg"),
    subject=gettext_lazy("Ihr Nachtrag zur Idee %(number)s: So kommen Sie weiter"),
    text=gettext_lazy(
        "Danke für Ihren Nachtrag zur Idee „%(title)s“. Was Sie schreiben, gehört auf "
        "einen anderen Weg; die Idee selbst bleibt, wie sie ist.\n\n%(why)s\n\n"
        "%(words)s\n\n%(way)s\n\n%(objection)s"
    ),
)
HIDDEN = Letter(
    line=gettext_lazy("Ihr Nachtrag zu „%(title)s“ ist nicht mehr zu sehen"),
    subject=gettext_lazy("Ihr Nachtrag zu „%(title)s“ ist nicht mehr zu sehen"),
    text=gettext_lazy(
        "Ihren Nachtrag zur Idee „%(title)s“ zeigen wir nicht mehr. Die Idee selbst "
        "bleibt, wie sie ist.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)
RESTORED = Letter(
    line=gettext_lazy("Ihr Nachtrag zu „%(title)s“ ist wieder zu sehen"),
    subject=gettext_lazy("Ihr Nachtrag zur Idee %(number)s ist wieder zu sehen"),
    text=gettext_lazy(
        "Wir haben Ihren Nachtrag zur Idee „%(title)s“ noch einmal geprüft. Er steht "
        "wieder unter der Idee.\n\n%(words)s"
    ),
)

TAKEN_BACK = Letter(
    line=gettext_lazy("Wir prüfen Ihren Nachtrag zu „%(title)s“ noch einmal"),
    subject=gettext_lazy("Ihr Nachtrag zur Idee %(number)s wird neu geprüft"),
    text=gettext_lazy(
        "Unsere Entscheidung über Ihren Nachtrag zur Idee „%(title)s“ haben wir "
        "zurückgenommen. Wir prüfen ihn noch einmal und schreiben Ihnen, was daraus "
        "wird. Bis dahin ist er nicht zu sehen.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
)


def _author(addendum: Addendum, params: Params) -> Iterable[Recipient]:
    if addendum.author_id:
        yield Recipient(user_id=addendum.author_id, reason="author")
    yield from telling.author_of(addendum.idea, params)


def _everyone(addendum: Addendum, params: Params) -> Iterable[Recipient]:
    yield from _author(addendum, params)
    yield from telling.followers_of(addendum.idea, params)


def _tell(
    letter: Letter, addendum: Addendum, params: Params, who: Recipient
) -> Told | None:
    idea = addendum.idea
    if not telling.may_read(idea, who):
        return None
    words = {"title": idea.title, "number": idea.number}
    return Told(
        line=str(letter.line) % words,
        subject=str(letter.subject) % words,
        text=lazy(partial(_text, letter, words, params, who), str)(),
        url=addendum.get_absolute_url(),
        action=str(letter.action),
    )


def _tell_published(addendum: Addendum, params: Params, who: Recipient) -> Told | None:
    letter = SHOWN if who.reason in {"author", "contact"} else NEWS
    return _tell(letter, addendum, params, who)


def _text(letter: Letter, known: dict[str, Any], params: Params, who: Recipient) -> str:
    words = {**known, **words_of(params, who, sentence=SENTENCE)}
    return tidy(str(letter.text) % words)


def _generations(addendum: Addendum) -> list[str]:
    return telling.own_page(addendum.idea)


def _groups(addendum: Addendum) -> list[str]:
    return telling.at_desk(addendum.idea)


def _quiet(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, generations=_generations, groups=_groups)


def _told(key: str, words: str | Promise, letter: Letter) -> Verb:
    return Verb(
        key,
        words=words,
        audience=_author,
        tell=partial(_tell, letter),
        generations=_generations,
        groups=_groups,
        cannot_wait=letter is not RESTORED,
    )


VERBS = (
    _quiet("addendum.submitted", gettext_lazy("hat einen Nachtrag eingereicht")),
    _quiet("addendum.withdrawn", gettext_lazy("hat einen Nachtrag zurückgezogen")),
    Verb(
        "addendum.published",
        words=gettext_lazy("hat einen Nachtrag veröffentlicht"),
        audience=_everyone,
        tell=_tell_published,
        generations=_generations,
        groups=_groups,
    ),
    _told("addendum.declined", gettext_lazy("hat einen Nachtrag abgelehnt"), DECLINED),
    _told(
        "addendum.redirected",
        gettext_lazy("hat einen Nachtrag auf einen anderen Weg verwiesen"),
        REDIRECTED,
    ),
    _told("addendum.hidden", gettext_lazy("hat einen Nachtrag verborgen"), HIDDEN),
    _told("addendum.removed", gettext_lazy("hat einen Nachtrag entfernt"), HIDDEN),
    _told(
        "addendum.taken_back",
        gettext_lazy("hat eine Entscheidung über einen Nachtrag zurückgenommen"),
        TAKEN_BACK,
    ),
    _quiet(
        "addendum.undecided",
        gettext_lazy("hat eine Entscheidung über einen Nachtrag rückgängig gemacht"),
    ),
    _told(
        "addendum.restored", gettext_lazy("hat einen Nachtrag wieder gezeigt"), RESTORED
    ),
)
