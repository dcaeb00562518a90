"""Support of one's own idea: told by the bell alone, forty of it in one line."""

from collections.abc import Iterable

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from commons.notifications.queries.follows import follow_of
from commons.verbs.registry import Fold, Params, Recipient, Told, Verb
from participation.ideas.models import Idea
from participation.ideas.verbs.telling import on_page, own_page

SUPPORTED = "supported"


def _author(idea: Idea, _params: Params) -> Iterable[Recipient]:
    """Whoever wrote it, unless they muted their own idea."""
    if idea.author_id is None:
        return
    own = follow_of(idea.author_id, idea)
    if own is None or own.muted_at is None:
        yield Recipient(user_id=idea.author_id, reason=SUPPORTED, by_mail=False)


def _tell(idea: Idea, _params: Params, _who: Recipient) -> Told | None:
    """Nothing once all of it was taken back."""
    if not idea.support_count:
        return None
    line = _("Ihre Idee „%(title)s“ wird unterstützt") % {"title": idea.title}
    return Told(line=line, subject=line, text=line, url=idea.get_absolute_url())


def _line(idea: Idea, count: int, _who: Recipient) -> str:
    """Support that was taken back, or given twice, is not counted."""
    number = min(count, idea.support_count)
    words = ngettext(
        "%(number)s Mensch unterstützt Ihre Idee „%(title)s“",
        "%(number)s Menschen unterstützen Ihre Idee „%(title)s“",
        number,
    )
    return words % {"number": number, "title": idea.title}


VERBS = (
    Verb(
        "idea.supported",
        words=gettext_lazy("unterstützt eine Idee"),
        audience=_author,
        tell=_tell,
        generations=own_page,
        groups=on_page,
        fold=Fold(key=lambda idea: f"idea:{idea.pk}", line=_line),
    ),
    Verb(
        "idea.unsupported",
        words=gettext_lazy("unterstützt eine Idee nicht mehr"),
        generations=own_page,
        groups=on_page,
    ),
)
