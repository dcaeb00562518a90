"""The words of a decision for the letters of the kinds: rendered from its row.

A kind's letter has places for `why`, `words`, `way` and `objection`; the last is the
statement of reasons, which ends with the way to object.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commons.verbs.registry import Params, Recipient
from participation.moderation import reasons
from participation.moderation.models import Decision
from participation.moderation.statements import statement_of

NO_WORDS = {"why": "", "words": "", "way": "", "objection": ""}


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
