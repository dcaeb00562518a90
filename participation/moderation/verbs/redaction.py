"""Words and parts of pictures were blackened: what the author hears."""

from collections.abc import Iterable
from functools import partial

from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy

from commons import kinds
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.moderation import desk
from participation.moderation.models import Decision, Moderated
from participation.moderation.statements import statement_of


def _author(contribution: Moderated, _params: Params) -> Iterable[Recipient]:
    if contribution.author_id:
        yield Recipient(user_id=contribution.author_id, reason="author")
    yield from desk.of(contribution).also_tell(contribution)


def _tell(contribution: Moderated, params: Params, who: Recipient) -> Told:
    kind = kinds.of(contribution)
    title = kind.title(contribution)
    return Told(
        line=_("In Ihrem Beitrag „%(title)s“ ist etwas geschwärzt") % {"title": title},
        subject=_("In Ihrem Beitrag ist etwas geschwärzt"),
        text=lazy(partial(_text, title, params, who), str)(),
        url=kind.url(contribution),
        action=_("Beitrag ansehen"),
    )


def _text(title: str, params: Params, who: Recipient) -> str:
    decision = Decision.objects.get(pk=params["decision"])
    statement = statement_of(decision, who)
    parts = (
        _(
            "In Ihrem Beitrag „%(title)s“ haben wir Stellen unkenntlich gemacht, die "
            "andere nicht lesen sollen. Alles andere steht wie vorher da."
        )
        % {"title": title},
        decision.text,
        _(
            "Was geschwärzt ist, ist überall gelöscht, auch bei uns. Deshalb lässt es "
            "sich nicht zurückholen. Fehlt nun etwas Wichtiges, schreiben Sie es "
            "bitte neu, zum Beispiel als Nachtrag."
        ),
        statement.in_letter() if statement else "",
    )
    return "\n\n".join(part for part in parts if part)


def _tell_reversed(contribution: Moderated, params: Params, _who: Recipient) -> Told:
    """The objection was right, and yet nothing comes back: say so plainly."""
    kind = kinds.of(contribution)
    title = kind.title(contribution)
    return Told(
        line=_("Ihr Einwand zu „%(title)s“ hatte Erfolg") % {"title": title},
        subject=_("Ihr Einwand hatte Erfolg"),
        text=lazy(partial(_text_reversed, title, params), str)(),
        url=kind.url(contribution),
        action=_("Beitrag ansehen"),
    )


def _text_reversed(title: str, params: Params) -> str:
    decision = Decision.objects.get(pk=params["decision"])
    return _(
        "Sie haben Einwand erhoben, weil wir in „%(title)s“ etwas geschwärzt haben. "
        "Jemand anderes hat neu geprüft und gibt Ihnen recht. Die Begründung:\n\n"
        "%(text)s\n\n"
        "Zurückholen können wir die Worte nicht: Sie sind überall gelöscht. Das tut "
        "uns leid. Schreiben Sie sie bitte neu, bei einer Idee als Nachtrag, sonst als "
        "neuen Kommentar. Wir schwärzen sie dann nicht noch einmal."
    ) % {"title": title, "text": decision.text}


VERBS = (
    Verb(
        "moderation.redacted",
        words=gettext_lazy("hat Stellen geschwärzt"),
        audience=_author,
        tell=_tell,
        cannot_wait=True,
    ),
    Verb(
        "moderation.redaction_regretted",
        words=gettext_lazy("hat einem Einwand gegen eine Schwärzung recht gegeben"),
        audience=_author,
        tell=_tell_reversed,
        cannot_wait=True,
    ),
)
