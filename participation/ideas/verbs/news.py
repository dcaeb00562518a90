"""Who hears of a new idea: its author, and whoever waits for one like it.

Several ways to be told make one notification: the first reason counts.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from commons.spoken import quoted
from commons.verbs.registry import Params, Recipient, Told
from participation.ideas.models import Idea
from participation.ideas.queries import searches
from participation.ideas.verbs import letters, telling

SEARCH = "saved_search"
# Published and answered in one step, if an earlier answer fits.
AT_ONCE = timedelta(seconds=1)
LETTERS = {
    telling.PLANNING_AREA: letters.NEW_IN_PLANNING_AREA,
    telling.REGION: letters.NEW_IN_REGION,
    telling.TOPIC: letters.NEW_ON_TOPIC,
}


def readers_of_news(idea: Idea, params: Params) -> Iterable[Recipient]:
    if not _is_answered_at_once(idea):  # else the answer's letter says both
        yield from telling.author_of(idea, params)
    yield from telling.neighbours_of(idea, params)
    yield from searchers_of(idea, params)


def searchers_of(idea: Idea, _params: Params) -> Iterable[Recipient]:
    """Everybody with a saved search that fits."""
    for user_id, pace in searches.people_whose_search_fits(idea):
        yield Recipient(user_id=user_id, reason=SEARCH, pace=pace)


def tell_news(idea: Idea, params: Params, who: Recipient) -> Told | None:
    if who.reason != SEARCH:
        letter = LETTERS.get(who.reason, letters.PUBLISHED)
        return telling.tell(letter, idea, params, who)
    if not telling.may_read(idea, who):
        return None
    words = {"title": idea.title, "number": idea.number}
    return Told(
        line=str(letters.NEW_MATCH.line) % words,
        subject=str(letters.NEW_MATCH.subject) % words,
        text=lazy(partial(_text, idea, who), str)(),
        url=idea.get_absolute_url(),
        action=str(letters.NEW_MATCH.action),
    )


def _is_answered_at_once(idea: Idea) -> bool:
    if idea.answered_at is None or idea.published_at is None:
        return False
    return idea.answered_at - idea.published_at < AT_ONCE


def _text(idea: Idea, who: Recipient) -> str:
    """The names of the searches are asked for only where the text is read."""
    names = searches.names_of_fitting(idea, who.user_id or 0)
    found = ", ".join(map(quoted, names)) or _("Ihre gespeicherte Suche")
    return str(letters.NEW_MATCH.text) % {
        "title": idea.title,
        "searches": found,
        "address": settings.BASE_URL + reverse("ideas:search-list"),
    }
