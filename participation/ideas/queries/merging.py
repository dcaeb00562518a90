"""What went into which idea, and what uniting two would come to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.accounts.visitors import ANONYMOUS
from commons.notifications.models import Follow
from commons.search import likeness, queries as search
from participation.ideas.models import Idea, Merge, Support
from participation.ideas.queries.way import WayEntry
from participation.moderation.enums import ComplaintOutcome, Publication
from participation.moderation.models import Complaint

SHOWN, MOST_FOUND = 5, 12
UNDO_FOR = timedelta(days=30)
# Far more than anybody merges in a row; a guard against rows that lead in a circle.
LONGEST_CHAIN = 50


@dataclass(frozen=True)
class Forecast:
    """What a merge would do, counted from the rows as they are now."""

    source_votes: int
    target_votes: int
    votes_in_both: int
    votes_after: int
    new_followers: int
    comments: int


def leads_to(idea: Idea) -> Idea | None:
    """Where a merged idea's address leads: the end of the chain, if that is public."""
    last, steps = idea, 0
    while last.publication == Publication.MERGED and steps < LONGEST_CHAIN:
        if last.merged_into is None:
            return None
        last, steps = last.merged_into, steps + 1
    return last if steps and last.is_public else None


def sources_of(idea_id: int) -> list[int]:
    """The ids of all ideas that went into this one, by whatever way."""
    found: list[int] = []
    newest = [idea_id]
    while newest and len(found) < LONGEST_CHAIN**2:
        rows = Merge.objects.open().filter(target__in=newest).order_by("pk")
        newest = [pk for pk in rows.values_list("source", flat=True) if pk not in found]
        found += newest
    return found


def joined() -> Prefetch:
    """Brings along what `joined_with` gives, for a page that asks several times."""
    rows = Merge.objects.open().select_related("source__author")
    return Prefetch(
        "joined", queryset=rows.order_by("merged_at", "pk"), to_attr="joined_merges"
    )


def joined_with(idea: Idea) -> list[Merge]:
    """The merges that brought others into this idea, oldest first."""
    prefetch_related_objects([idea], joined())
    merges: list[Merge] = idea.joined_merges  # type: ignore[attr-defined]  # prefetched
    return merges


def steps(idea: Idea) -> Iterator[WayEntry]:
    """On the way of the idea that stays: when another came in."""
    for merge in joined_with(idea):
        title = _("Mit einer zweiten Idee zusammengeführt")
        yield WayEntry(merge.merged_at, title, icon="merge")


def open_merge_of(idea: Idea) -> Merge | None:
    rows = Merge.objects.open().filter(source=idea)
    return rows.select_related("target", "decision").first()


def undo_until(merge: Merge) -> datetime:
    return merge.merged_at + UNDO_FOR


def is_recent(merge: Merge) -> bool:
    return timezone.now() <= undo_until(merge)


def may_still_be_undone(merge: Merge) -> bool:
    """For thirty days; later only because an objection was found to be right."""
    if is_recent(merge):
        return True
    reversed_ = Complaint.objects.filter(
        decision=merge.decision_id, outcome=ComplaintOutcome.REVERSED
    )
    return reversed_.exists()


def forecast(source: Idea, target: Idea) -> Forecast:
    """The same counting as the merge itself does; a test holds both together."""
    coming = _voters(source)
    if source.author_id is not None:
        coming.add(source.author_id)
    coming.discard(target.author_id or 0)
    there = _voters(target)
    new = len(coming - there)
    return Forecast(
        source_votes=source.total_support,
        target_votes=target.total_support,
        votes_in_both=len(coming & there),
        votes_after=target.total_support + new + source.external_support,
        new_followers=len(_followers(source) - _followers(target)),
        comments=source.thread.comment_count if source.thread else 0,
    )


def with_number(number: str) -> Idea | None:
    rows = Idea.objects.filter(number=number.strip())
    related = ("region", "topic", "author", "thread", "lead_department", "merged_into")
    return rows.select_related(*related).first()


def candidates(ids: Sequence[int], *, besides: Idea) -> list[Idea]:
    """Public ideas in the order of their ids, with what a row of the list shows."""
    rows = Idea.objects.published().exclude(pk=besides.pk).filter(pk__in=ids)
    found = {idea.pk: idea for idea in rows.select_related("region", "topic")}
    return [found[pk] for pk in ids if pk in found]


def likely(idea: Idea) -> list[Idea]:
    """Public ideas that speak of the same, the closest first."""
    hits = likeness.similar(
        f"{idea.title}\n\n{idea.text}", kind="idea", limit=SHOWN, without_id=idea.pk
    )
    return candidates([hit.target_id for hit in hits], besides=idea)


def named_by(words: str, *, besides: Idea) -> list[Idea]:
    """Public ideas by their number, or by what they say."""
    by_number = Idea.objects.filter(number=words.strip()).values_list("pk", flat=True)
    found = search.search(ANONYMOUS, words, kinds=["idea"]).hits[:MOST_FOUND]
    ids = [*by_number, *(hit.target_id for hit in found)]
    return candidates(list(dict.fromkeys(ids)), besides=besides)


def _voters(idea: Idea) -> set[int]:
    return set(Support.objects.filter(idea=idea).values_list("user_id", flat=True))


def _followers(idea: Idea) -> set[int]:
    people = set(Follow.objects.of(idea).values_list("user_id", flat=True))
    return people | ({idea.author_id} if idea.author_id else set())
