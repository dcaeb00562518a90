"""Letters of the kinds, and the words of a decision in them: rendered from its row.

A kind's letter has places for `why`, `words`, `way` and `objection`; the last is the
statement of reasons, which ends with the way to object.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from commons.verbs.registry import Params, Recipient, Told
from participation.moderation import reasons
from participation.moderation.models import Decision
from participation.moderation.statements import statement_of

NO_WORDS = {"why": "", "words": "", "way": "", "objection": ""}


@dataclass(frozen=True)
class Letter:
    """Words with places; a kind's own class says for what, and what its button is."""

    line: str | Promise
    subject: str | Promise
    text: str | Promise
    action: str | Promise = ""


def told(
    letter: Letter,
    words: Mapping[str, Any],
    *,
    url: str,
    more: Callable[[], Mapping[str, Any]] = dict,
) -> Told:
    """A letter with its words.

    Args:
        more: words that stand in the text alone, such as those of a decision; asked
            for only where the text is read: not at the bell.
    """
    return Told(
        line=str(letter.line) % words,
        subject=str(letter.subject) % words,
        text=lazy(partial(_text, letter, words, more), str)(),
        url=url,
        action=str(letter.action),
    )


def tidy(text: str) -> str:
    """Paragraphs whose words are empty leave no gap."""
    parts = (part.strip() for part in text.split("\n\n"))
    return "\n\n".join(part for part in parts if part)


def _text(
    letter: Letter,
    words: Mapping[str, Any],
    more: Callable[[], Mapping[str, Any]],
) -> str:
    return tidy(str(letter.text) % {**words, **more()})


def words_of(
    params: Params, who: Recipient, *, sentence: str | Promise
) -> dict[str, str]:
    """What a letter says of the decision in `params`, in the active language.

    Args:
        sentence: "Der Grund: Ihre Idee %(reason)s.", in the words of the kind.
    """
    decision = Decision.objects.filter(pk=params.get("decision", 0)).first()
    if decision is None:
        return dict(NO_WORDS)
    statement = statement_of(decision, who)
    way = way_in_words(decision, who)
    # Only the letter of a redirection has a place of its own for the way.
    words = decision.text if decision.is_redirection else f"{decision.text}\n\n{way}"
    return {
        "why": reasons.why(decision.reason, sentence),
        "words": words.strip(),
        "way": way,
        "objection": statement.in_letter() if statement else "",
    }


def way_in_words(decision: Decision, who: Recipient) -> str:
    """Where the author gets further: words, link and number, each on its line.

    On paper nobody clicks: there the address stands as one says it.
    """
    if not decision.has_way:
        return ""
    url, phone = decision.way_url, decision.way_phone
    if who.is_on_paper:
        url = url.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    lines = (
        decision.way_text,
        url,
        _("Telefon: %(number)s") % {"number": phone} if phone else "",
    )
    return "\n".join([_("So kommen Sie weiter:"), *filter(None, lines)])
