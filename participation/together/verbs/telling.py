"""Who hears of an undertaking, and how its letters get their words."""

from collections.abc import Iterable, Iterator
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from commons.html import plain_text
from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told
from participation.ideas.verbs import telling as ideas
from participation.moderation.letters import tidy
from participation.together.enums import Consent, State, Way
from participation.together.models import Undertaking
from participation.together.queries.undertakings import speaker_ids_of
from participation.together.verbs import letters
from participation.together.verbs.letters import Letter

PARTNER = "together_partner"
LONGEST_QUOTE = 1_500
# Whose answer a letter asks for; they have the page, others the idea.
PERSONAL = frozenset({"author", "contact"})


def author_of(row: Undertaking, params: Params) -> Iterable[Recipient]:
    return ideas.author_of(row.idea, params)


def speakers_of(row: Undertaking, _params: Params) -> Iterator[Recipient]:
    for user_id in speaker_ids_of(row):
        yield Recipient(user_id=user_id, reason=PARTNER)


def followers_of(row: Undertaking, params: Params) -> Iterable[Recipient]:
    """Those who follow the idea; who adopted it hears that it may begin."""
    if row.way == Way.ADOPTED:
        yield from speakers_of(row, params)
    yield from ideas.followers_of(row.idea, params)


def readers_of(row: Undertaking, params: Params) -> Iterable[Recipient]:
    return ideas.followers_of(row.idea, params)


def offerer_of(row: Undertaking, _params: Params) -> Iterator[Recipient]:
    """Whoever of the SPK asked."""
    if row.way == Way.OFFERED and row.begun_by_id is not None:
        yield Recipient(user_id=row.begun_by_id, reason="moderator")


def whoever_asked(row: Undertaking, params: Params) -> Iterable[Recipient]:
    """The SPK where it offered, else those who wished to."""
    yield from offerer_of(row, params)
    if row.way == Way.ADOPTED:
        yield from speakers_of(row, params)


def both_sides(row: Undertaking, params: Params) -> Iterable[Recipient]:
    """The partner and the author, as far as they were asked."""
    if row.consent != Consent.OPEN:
        yield from speakers_of(row, params)
    yield from author_of(row, params)


def late_ones(row: Undertaking, params: Params) -> Iterable[Recipient]:
    if params.get("state") == State.ASKING:
        yield from author_of(row, params)
    else:
        yield from speakers_of(row, params)


def tell(
    letter: Letter, row: Undertaking, _params: Params, who: Recipient
) -> Told | None:
    """Nobody hears of an idea, or of a network, that is not theirs to know any more."""
    if not _may_hear(row, who):
        return None
    words = _words(row)
    return Told(
        line=str(letter.line) % words,
        subject=str(letter.subject) % words,
        text=lazy(partial(_text, letter, words, who), str)(),
        url=_url(row, who),
        action=str(letter.action),
    )


def ask(row: Undertaking, params: Params, who: Recipient) -> Told | None:
    """The author; nothing once nobody waits for it any more."""
    if row.state != State.ASKING:
        return None
    is_offer = row.way == Way.OFFERED
    letter = letters.OFFERED_TO_AUTHOR if is_offer else letters.ADOPTED_TO_AUTHOR
    return tell(letter, row, params, who)


def tell_offer(row: Undertaking, params: Params, who: Recipient) -> Told | None:
    if row.state != State.OFFERED:
        return None
    return tell(letters.OFFERED, row, params, who)


def tell_late(row: Undertaking, params: Params, who: Recipient) -> Told | None:
    """Nothing once they have answered."""
    due = {
        State.ASKING: letters.DUE_AUTHOR,
        State.OFFERED: letters.DUE_OFFERED,
        State.RUNNING: letters.DUE_REPORT,
    }
    letter = due.get(State(row.state))
    if letter is None or params.get("state") != row.state:
        return None
    return tell(letter, row, params, who)


def generations(row: Undertaking) -> list[str]:
    return ideas.own_page(row.idea)


def groups(row: Undertaking) -> list[str]:
    return ideas.at_desk(row.idea)


def _may_hear(row: Undertaking, who: Recipient) -> bool:
    if who.reason != PARTNER and not row.is_in_public:
        return False
    return who.reason == "moderator" or ideas.may_read(row.idea, who)


def _url(row: Undertaking, who: Recipient) -> str:
    if who.reason == PARTNER and row.idea.is_public:
        return row.get_absolute_url()
    if who.reason in PERSONAL and row.state == State.ASKING:
        return reverse("together:consent", args=[row.pk])
    return row.idea.get_absolute_url()


def _words(row: Undertaking) -> dict[str, str]:
    joining = plain_text(row.joining, LONGEST_QUOTE)
    return {
        "title": row.idea.title,
        "number": row.idea.number,
        "partner": row.partner_name,
        "words": plain_text(row.words, LONGEST_QUOTE),
        "reason": plain_text(row.ended_reason, LONGEST_QUOTE),
        "until": day_in_words(row.next_on) if row.next_on else "",
        "joining": _("Mitmachen: %(joining)s") % {"joining": joining}
        if joining
        else "",
        "address": settings.BASE_URL + reverse("ideas:idea-claim"),
    }


def _text(letter: Letter, words: dict[str, str], who: Recipient) -> str:
    text = tidy(str(letter.text) % words)
    asks = letter in {
        letters.OFFERED_TO_AUTHOR,
        letters.ADOPTED_TO_AUTHOR,
        letters.DUE_AUTHOR,
    }
    if asks and who.user_id is None:
        how = _(
            "Haben Sie einen Abholcode? Dann antworten Sie mit der Nummer %(number)s "
            "hier: %(address)s. Oder schreiben Sie uns, oder rufen Sie an."
        )
        text += "\n\n" + how % words
    return text
