"""Which topic a text is likely about, when it is not the one that was chosen.

Learned from what this district has published, once that is enough: a naive Bayes over
words that several contributions share, so that a glance at the words explains it.
Until then a list of words per topic serves. Shown only when it is clear.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from commons.search.stems import stem
from commons.text import normalise
from neighbourhood.departments.models import Topic
from neighbourhood.departments.queries.held import HeldInMemory
from neighbourhood.departments.wording import (
    Vocabulary,
    sentences_of,
    vocabulary,
)
from participation.moderation import desk
from participation.moderation.enums import HintCode, Publication, Strength
from participation.moderation.screening.registry import Finding, Screened
from participation.moderation.screening.topic_words import WORDS

# So many published contributions, and so many of a topic, are enough to learn from.
ENOUGH, ENOUGH_OF_ONE = 200, 12
MOST_READ = 3_000
LEARNT_EVERY = 3_600  # seconds
SHORTEST_WORD = 4  # letters
FEWEST_TEXTS = 3  # a word of fewer might be somebody's name
# How much likelier than the chosen topic and than the next one; e to the power of it.
# Words of a text hang together, so a long one counts as ten words. Tuned on real texts:
# 1 of 100 authors is contradicted, 8 of 10 hints at a wrongly chosen topic are right.
CLEAR, AHEAD, COUNTED_WORDS = 5.0, 2.0, 10
FEWEST_WORDS = 2
ANYTHING = "anderes"


@dataclass(frozen=True)
class Likely:
    topic_id: int
    is_learned: bool


@dataclass(frozen=True)
class Learned:
    """For each topic how often it is chosen, and how likely each word is in it."""

    priors: Mapping[int, float] = field(default_factory=dict)
    words: Mapping[str, Mapping[int, float]] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        return len(self.priors) > 1

    def likely(self, text: str, chosen: int) -> int | None:
        known = sorted(words_of(text) & self.words.keys())
        if len(known) < FEWEST_WORDS or chosen not in self.priors:
            return None
        share = min(1.0, COUNTED_WORDS / len(known))
        scores = {
            topic: prior + share * sum(self.words[word][topic] for word in known)
            for topic, prior in self.priors.items()
        }
        best, *others = sorted(scores, key=lambda topic: -scores[topic])
        telling = [w for w in known if self.words[w][best] > self.words[w][chosen] + 1]
        is_clear = (
            scores[best] - scores[chosen] > CLEAR
            and scores[best] - scores[others[0]] > AHEAD
            and len(telling) >= FEWEST_WORDS
        )
        return best if is_clear else None


@dataclass(frozen=True)
class Book:
    names: Mapping[int, tuple[str, str]]
    learned: Mapping[str, Learned]
    listed: Vocabulary[int]


def topic(screened: Screened) -> Iterator[Finding]:
    chosen = desk.get(screened.kind).topic_of(screened.contribution)
    if chosen is None:
        return
    likely = likely_topic(screened.kind, screened.text, chosen.pk)
    if likely is None:
        return
    key, name = _book.get().names[likely.topic_id]
    yield Finding(
        HintCode.TOPIC,
        _("vermutlich „%(topic)s“") % {"topic": name},
        rule=f"{chosen.key}/{key}"[:60],
        strength=Strength.MEDIUM if likely.is_learned else Strength.WEAK,
    )


def likely_topic(kind: str, text: str, chosen: int) -> Likely | None:
    book = _book.get()
    learned = book.learned.get(kind, Learned())
    if learned.is_enough:
        found, is_learned = learned.likely(text, chosen), True
    else:
        found, is_learned = _listed(book.listed, text, chosen), False
    is_other = found is not None and found != chosen and found in book.names
    return Likely(found, is_learned) if found is not None and is_other else None


def words_of(text: str) -> set[str]:
    words = normalise(text).split()
    return {stem(w) for w in words if len(w) >= SHORTEST_WORD and not w.isdigit()}


def _listed(book: Vocabulary[int], text: str, chosen: int) -> int | None:
    """By our own list: several words for one topic and none for the chosen one."""
    found: Counter[int] = Counter()
    for match in book.matches(sentences_of(text)):
        found[match.key] += match.weight
    ranked = found.most_common(2)
    if not ranked or found[chosen]:
        return None
    (best, count), runner_up = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
    return best if count >= FEWEST_WORDS and count >= 2 * runner_up else None


def learn(rows: list[tuple[int, set[str]]]) -> Learned:
    """From topics and the words of texts; nothing if there are too few."""
    per_topic = Counter(topic_id for topic_id, _words in rows)
    topics = [pk for pk, count in per_topic.items() if count >= ENOUGH_OF_ONE]
    if len(rows) < ENOUGH or len(topics) < 2:  # noqa: PLR2004 -- to choose between
        return Learned()
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for topic_id, words in rows:
        for word in words:
            counts[word][topic_id] += 1
    total = sum(per_topic[pk] for pk in topics)
    return Learned(
        priors={pk: math.log(per_topic[pk] / total) for pk in topics},
        words={
            word: {
                pk: math.log((seen[pk] + 0.5) / (per_topic[pk] + 1.0)) for pk in topics
            }
            for word, seen in counts.items()
            if seen.total() >= FEWEST_TEXTS
        },
    )


def _made() -> Book:
    topics = list(Topic.objects.filter(is_active=True))
    by_key = {each.key: each.pk for each in topics}
    return Book(
        names={each.pk: (each.key, each.name) for each in topics if not _is_any(each)},
        learned={each.kind: learn(_rows_of(each)) for each in desk.all_kinds()},
        listed=vocabulary({by_key[key]: WORDS[key] for key in WORDS if key in by_key}),
    )


def _is_any(topic: Topic) -> bool:
    return topic.key == ANYTHING


def _rows_of(desk_kind: desk.DeskKind) -> list[tuple[int, set[str]]]:
    """Topic and words of the newest published contributions, if its kind has topics."""
    rows = desk_kind.model_class._default_manager.select_related(*desk_kind.related)
    published = rows.filter(publication=Publication.PUBLISHED).order_by("-pk")
    newest = published.first()
    if newest is None or desk_kind.topic_of(newest) is None:
        return []
    return [
        (desk_kind.topic_of(row).pk, words_of(desk_kind.text_of(row)))
        for row in published[:MOST_READ]
    ]


_book = HeldInMemory(_made, "screening-topics", lifetime=LEARNT_EVERY)
