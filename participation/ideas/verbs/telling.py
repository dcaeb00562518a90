"""Who hears of an idea, how a letter gets its words, which pages change.

A mail to the author renders the decision's reason and text from its row, so that a
redaction still reaches it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _, gettext_lazy

from commons.notifications.queries.follows import listeners, listeners_of
from commons.spoken import day_in_words, quoted
from commons.verbs.registry import Params, Recipient, Told
from participation.ideas.models import Idea
from participation.ideas.queries.contacts import recipients_of
from participation.moderation.enums import Publication
from participation.moderation.letters import tidy, words_of

REGION, TOPIC = "region_follower", "topic_follower"
PLANNING_AREA = "planning_area_follower"
# What everybody could read, and still may read about.
KNOWN = frozenset({Publication.PUBLISHED, Publication.MERGED})
LOOK = gettext_lazy("Idee ansehen")
SENTENCE = gettext_lazy("Der Grund: Ihre Idee %(reason)s.")
# The sentence of a letter that names the next day.
_SENTENCE_OF_DAY = re.compile(r" ?[^.!?\n]*%\(until\)s[^.!?\n]*[.!?]")


@dataclass(frozen=True)
class Letter:
    """Words with places for title, number, why, words, way, objection, until, …

    `paper` replaces `text` for somebody who reads it without a screen.
    """

    line: str | Promise
    subject: str | Promise
    text: str | Promise
    action: str | Promise = LOOK
    paper: str | Promise = ""


def author_of(idea: Idea, _params: Params) -> Iterable[Recipient]:
    if idea.author_id:
        yield Recipient(user_id=idea.author_id, reason="author")
    yield from recipients_of(idea)


def followers_of(idea: Idea, _params: Params) -> Iterable[Recipient]:
    """Author, supporters and whoever else follows the idea and has not muted it."""
    yield from listeners(idea)
    yield from recipients_of(idea)


def neighbours_of(idea: Idea, _params: Params) -> Iterable[Recipient]:
    """Whoever follows the place or the topic of a new idea; the nearest place first."""
    places = [
        ("planning_area", [idea.planning_area_id], PLANNING_AREA),
        ("region", [idea.region_id], REGION),
        ("topic", [idea.topic_id, idea.topic.parent_id], TOPIC),
    ]
    for kind, ids, reason in places:
        yield from listeners_of(kind, ids, default_reason=reason)


def may_read(idea: Idea, who: Recipient) -> bool:
    """Followers hear no more of an idea that has left the public; its author does."""
    is_shown = idea.publication in {Publication.PUBLISHED, Publication.MERGED}
    is_person_behind = idea.author_id is None and who.reason == "contact"
    is_author = who.user_id is not None and who.user_id == idea.author_id
    return is_shown or is_author or is_person_behind


def tell(
    letter: Letter,
    idea: Idea,
    params: Params,
    who: Recipient,
    *,
    more: Mapping[str, Any] | None = None,
) -> Told | None:
    """Fill a letter; `more` are words besides those of the idea and the decision."""
    if not may_read(idea, who):
        return None
    words = {**_words(idea), **(more or {})}
    return Told(
        line=str(letter.line) % words,
        subject=str(letter.subject) % words,
        text=lazy(partial(_text, letter, idea, params, who, words), str)(),
        url=idea.get_absolute_url(),
        action=str(letter.action),
    )


def _text(
    letter: Letter,
    idea: Idea,
    params: Params,
    who: Recipient,
    known: Mapping[str, Any],
) -> str:
    """The decision is asked for only where its text is read: not at the bell."""
    words = {**known, **words_of(params, who, sentence=SENTENCE)}
    if not who.is_on_paper:
        return tidy(_promising(letter.text, idea) % words)
    text = _promising(letter.paper or letter.text, idea) % words
    address = settings.BASE_URL + reverse("ideas:idea-short", args=[idea.number])
    where = _("Im Internet: %(address)s") % {"address": address}
    return tidy(f"{text}\n\n{where}" if idea.is_public else text)


def _promising(text: str | Promise, idea: Idea) -> str:
    """Read later, when no next day is known any more, a letter promises none."""
    return str(text) if idea.next_on else _SENTENCE_OF_DAY.sub("", str(text))


def _words(idea: Idea) -> dict[str, Any]:
    lead, target = idea.lead_department, idea.merged_into
    return {
        "title": idea.title,
        "number": idea.number,
        "region": idea.region.name if idea.region else "",
        "area": idea.planning_area.name if idea.planning_area else "",
        "topic": idea.topic.name,
        "lead": lead.name if lead else _("das zuständige Amt"),
        "until": day_in_words(idea.next_on) if idea.next_on else "",
        "outcome": idea.get_outcome_display(),
        "merged_into": named(target) if target else "",
    }


def named(idea: Idea) -> str:
    """By its title where others may know it, else by its number alone."""
    is_known = idea.published_at is not None and idea.publication in KNOWN
    return f"{quoted(idea.title)} ({idea.number})" if is_known else idea.number


def generations(idea: Idea) -> list[str]:
    """Every cached page that shows the idea, its state or that it is there."""
    region = [f"region:{idea.region_id}"] if idea.region_id else []
    return [f"idea:{idea.number}", "ideas", "home", *region]


def own_page(idea: Idea) -> list[str]:
    """Lists show a new count within a minute; a crowd must not empty their cache."""
    return [f"idea:{idea.number}"]


def at_desk(idea: Idea) -> list[str]:
    return ["desk", f"idea.{idea.pk}"]


def on_page(idea: Idea) -> list[str]:
    return [f"idea.{idea.pk}"]
