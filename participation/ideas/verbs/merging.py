"""What people read when two ideas become one, and when they part again."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.ideas.models import Idea
from participation.ideas.verbs.telling import (
    Letter,
    at_desk,
    author_of,
    followers_of,
    generations,
    named,
    tell,
)

TOGETHER = _("Zur gemeinsamen Idee")
MERGED = Letter(
    line=_("Ihre Idee „%(title)s“ gehört jetzt zu einer anderen"),
    subject=_("Ihre Idee %(number)s gehört jetzt zu einer anderen"),
    text=_(
        "Ihre Idee „%(title)s“ und die Idee %(merged_into)s wollen dasselbe. Damit "
        "sich die Stimmen nicht verteilen, führen wir beide unter der zweiten "
        "zusammen.\n\n"
        "Nichts geht verloren: Alle Unterstützungen zählen dort weiter, auch Ihre "
        "eigene Stimme. Die Kommentare ziehen mit um, und die Adresse Ihrer Idee führt "
        "zur gemeinsamen. Sie hören von uns, was daraus wird.\n\n%(words)s\n\n"
        "%(objection)s"
    ),
    action=TOGETHER,
)
MERGED_FOLLOWED = Letter(
    line=_("„%(title)s“ gehört jetzt zu einer anderen Idee"),
    subject=_("Die Idee %(number)s gehört jetzt zu einer anderen"),
    text=_(
        "Sie verfolgen die Idee „%(title)s“. Sie will dasselbe wie die Idee "
        "%(merged_into)s, deshalb führen wir beide unter der zweiten zusammen. "
        "Unterstützungen und Kommentare sind mit umgezogen, und Sie hören von uns, was "
        "daraus wird."
    ),
    action=TOGETHER,
)
JOINED = Letter(
    line=_("Eine zweite Idee gehört jetzt zu Ihrer Idee „%(title)s“"),
    subject=_("Eine zweite Idee gehört jetzt zu Ihrer Idee %(number)s"),
    text=_(
        "Mit Ihrem Anliegen sind Sie nicht allein: Die Idee %(other)s will dasselbe "
        "wie Ihre Idee „%(title)s“. Wir haben beide unter Ihrer zusammengeführt.\n\n"
        "An Ihrem Text ändert sich nichts. Die Unterstützungen zählen jetzt zusammen, "
        "wer beide unterstützt hat, zählt einmal. Die Kommentare stehen beieinander."
    ),
)
UNMERGED = Letter(
    line=_("„%(title)s“ steht wieder für sich"),
    subject=_("Die Idee %(number)s steht wieder für sich"),
    text=_(
        "Wir hatten die Idee „%(title)s“ mit der Idee %(other)s zusammengeführt. Das "
        "haben wir zurückgenommen: Beide stehen wieder für sich, mit ihren "
        "Unterstützungen und Kommentaren wie vorher.\n\n%(words)s"
    ),
)
UNMERGED_TO_DESK = Letter(
    line=_("Ihre Idee „%(title)s“ steht wieder für sich"),
    subject=_("Ihre Idee %(number)s steht wieder für sich"),
    text=_(
        "Wir hatten Ihre Idee „%(title)s“ mit der Idee %(other)s zusammengeführt. Das "
        "haben wir zurückgenommen. Jetzt lesen wir Ihre Idee noch einmal für sich und "
        "melden uns bei Ihnen.\n\n%(words)s"
    ),
)
PARTED = Letter(
    line=_("Ihre Idee „%(title)s“ steht wieder für sich"),
    subject=_("Ihre Idee %(number)s steht wieder für sich"),
    text=_(
        "Die Idee %(other)s hatten wir mit Ihrer Idee „%(title)s“ zusammengeführt. Das "
        "haben wir zurückgenommen: Beide stehen wieder für sich. Bei Ihrer Idee zählen "
        "wieder die Unterstützungen, die ihr gelten."
    ),
)


def _tell_merged(idea: Idea, params: Params, who: Recipient) -> Told | None:
    is_own = who.reason in {"author", "contact"}
    return tell(MERGED if is_own else MERGED_FOLLOWED, idea, params, who)


def _tell_with_other(
    letter: Letter, idea: Idea, params: Params, who: Recipient
) -> Told | None:
    """The other idea is named in the happening by its id alone."""
    other = Idea.objects.filter(pk=params.get("other", 0)).first()
    more: dict[str, Any] = {"other": named(other) if other else ""}
    return tell(letter, idea, params, who, more=more)


VERBS = (
    Verb(
        "idea.merged",
        words=_("hat eine Idee mit einer anderen zusammengeführt"),
        audience=followers_of,
        tell=_tell_merged,
        generations=generations,
        groups=at_desk,
        search="remove",
    ),
    Verb(
        "idea.joined",
        words=_("hat eine zweite Idee in diese geführt"),
        audience=author_of,
        tell=partial(_tell_with_other, JOINED),
        generations=generations,
        groups=at_desk,
    ),
    Verb(
        "idea.unmerged",
        words=_("hat eine Zusammenführung zurückgenommen"),
        audience=followers_of,
        tell=partial(_tell_with_other, UNMERGED),
        generations=generations,
        groups=at_desk,
        search="index",
    ),
    Verb(
        "idea.unmerged_to_desk",
        words=_("hat eine Zusammenführung vor der Veröffentlichung zurückgenommen"),
        audience=author_of,
        tell=partial(_tell_with_other, UNMERGED_TO_DESK),
        generations=generations,
        groups=at_desk,
    ),
    Verb(
        "idea.parted",
        words=_("hat eine zweite Idee wieder aus dieser gelöst"),
        audience=author_of,
        tell=partial(_tell_with_other, PARTED),
        generations=generations,
        groups=at_desk,
    ),
)
