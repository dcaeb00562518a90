"""What people read about reports of how it goes."""

from collections.abc import Iterable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.html import plain_text
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.ideas.verbs import telling as ideas
from participation.moderation.letters import told, words_of
from participation.together.models import Progress
from participation.together.verbs.letters import Letter

SENTENCE = _("Der Grund: Ihr Bericht %(reason)s.")
LONGEST_QUOTE = 1_500
READ = _("Bericht lesen")
NEWS = Letter(
    line=_("Neues zu „%(title)s“ von %(partner)s"),
    subject=_("Wie es mit der Idee %(number)s läuft"),
    text=_("%(partner)s berichtet von der Idee „%(title)s“:\n\n%(report)s"),
    action=READ,
)
LAST = Letter(
    line=_("Geschafft: „%(title)s“"),
    subject=_("Geschafft: die Idee %(number)s"),
    text=_(
        "%(partner)s berichtet von der Idee „%(title)s“: Es ist geschafft.\n\n"
        "%(report)s"
    ),
    action=READ,
)
SHOWN = Letter(
    line=_("Ihr Bericht zu „%(title)s“ ist veröffentlicht"),
    subject=_("Ihr Bericht zur Idee %(number)s ist veröffentlicht"),
    text=_("Ihr Bericht steht jetzt unter der Idee „%(title)s“.\n\n%(words)s"),
    action=READ,
)
DECLINED = Letter(
    line=_("Ihr Bericht zu „%(title)s“ wird nicht veröffentlicht"),
    subject=_("Ihr Bericht zur Idee %(number)s"),
    text=_(
        "Ihren Bericht zur Idee „%(title)s“ veröffentlichen wir nicht.\n\n%(why)s\n\n"
        "%(words)s\n\nSie können jederzeit einen neuen schreiben.\n\n%(objection)s"
    ),
)
REDIRECTED = Letter(
    line=_("Für Ihren Bericht zu „%(title)s“ gibt es einen besseren Weg"),
    subject=_("Ihr Bericht zur Idee %(number)s: So kommen Sie weiter"),
    text=_(
        "Danke für Ihren Bericht zur Idee „%(title)s“. Was Sie schreiben, gehört auf "
        "einen anderen Weg.\n\n%(why)s\n\n%(words)s\n\n%(way)s\n\n%(objection)s"
    ),
)
HIDDEN = Letter(
    line=_("Ihr Bericht zu „%(title)s“ ist nicht mehr zu sehen"),
    subject=_("Ihr Bericht zur Idee %(number)s"),
    text=_(
        "Ihren Bericht zur Idee „%(title)s“ zeigen wir nicht mehr.\n\n%(why)s\n\n"
        "%(words)s\n\n%(objection)s"
    ),
)
RESTORED = Letter(
    line=_("Ihr Bericht zu „%(title)s“ ist wieder zu sehen"),
    subject=_("Ihr Bericht zur Idee %(number)s ist wieder zu sehen"),
    text=_(
        "Wir haben Ihren Bericht zur Idee „%(title)s“ noch einmal geprüft. Er steht "
        "wieder unter der Idee.\n\n%(words)s"
    ),
    action=READ,
)
TAKEN_BACK = Letter(
    line=_("Wir prüfen Ihren Bericht zu „%(title)s“ noch einmal"),
    subject=_("Ihr Bericht zur Idee %(number)s wird neu geprüft"),
    text=_(
        "Unsere Entscheidung über Ihren Bericht zur Idee „%(title)s“ haben wir "
        "zurückgenommen. Wir prüfen ihn noch einmal. Bis dahin ist er nicht zu "
        "sehen.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)


def _author(progress: Progress, _params: Params) -> Iterable[Recipient]:
    if progress.author_id:
        yield Recipient(user_id=progress.author_id, reason="author")


def _everyone(progress: Progress, params: Params) -> Iterable[Recipient]:
    """Who wrote it hears nothing where nobody had to look at it first."""
    if "decision" in params:
        yield from _author(progress, params)
    for who in ideas.followers_of(progress.undertaking.idea, params):
        if who.user_id is None or who.user_id != progress.author_id:
            yield who


def _tell(
    letter: Letter, progress: Progress, params: Params, who: Recipient
) -> Told | None:
    idea = progress.undertaking.idea
    is_writer = who.user_id is not None and who.user_id == progress.author_id
    if not is_writer and not ideas.may_read(idea, who):
        return None
    words = {
        "title": idea.title,
        "number": idea.number,
        "partner": progress.undertaking.partner_name,
        "report": plain_text(progress.text, LONGEST_QUOTE),
    }
    decided = partial(words_of, params, who, sentence=SENTENCE)
    return told(letter, words, url=progress.get_absolute_url(), more=decided)


def _tell_published(progress: Progress, params: Params, who: Recipient) -> Told | None:
    """Followers read nothing of what has left the public again."""
    if who.user_id is not None and who.user_id == progress.author_id:
        return _tell(SHOWN, progress, params, who)
    if not progress.is_public:
        return None
    return _tell(LAST if progress.is_last else NEWS, progress, params, who)


def _generations(progress: Progress) -> list[str]:
    return ideas.own_page(progress.undertaking.idea)


def _groups(progress: Progress) -> list[str]:
    return ideas.at_desk(progress.undertaking.idea)


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
    _quiet("progress.written", _("hat einen Bericht geschrieben")),
    _quiet("progress.withdrawn", _("hat einen Bericht zurückgezogen")),
    _quiet(
        "progress.undecided",
        _("hat eine Entscheidung über einen Bericht rückgängig gemacht"),
    ),
    Verb(
        "progress.published",
        words=_("hat einen Bericht veröffentlicht"),
        audience=_everyone,
        tell=_tell_published,
        generations=_generations,
        groups=_groups,
    ),
    _told("progress.declined", _("hat einen Bericht abgelehnt"), DECLINED),
    _told(
        "progress.redirected",
        _("hat einen Bericht auf einen anderen Weg verwiesen"),
        REDIRECTED,
    ),
    _told("progress.hidden", _("hat einen Bericht verborgen"), HIDDEN),
    _told("progress.removed", _("hat einen Bericht entfernt"), HIDDEN),
    _told(
        "progress.taken_back",
        _("hat eine Entscheidung über einen Bericht zurückgenommen"),
        TAKEN_BACK,
    ),
    _told("progress.restored", _("hat einen Bericht wieder gezeigt"), RESTORED),
)
