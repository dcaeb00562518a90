"""What was added to an idea later."""

from django.db.models import Prefetch, QuerySet

from participation.ideas.models import Addendum, Idea
from participation.moderation.enums import Publication


def published_on(idea: Idea) -> list[Addendum]:
    """What everybody reads below the text, oldest first."""
    rows = Addendum.objects.published().filter(idea=idea)
    return list(rows.order_by("published_at", "pk"))


def own_on(idea: Idea) -> list[Addendum]:
    """All that the author ever added, newest first, whatever became of it."""
    rows = Addendum.objects.filter(idea=idea).select_related("decision")
    return list(rows.order_by("-submitted_at", "-pk")[:20])


def waiting_on(idea: Idea) -> Addendum | None:
    rows = Addendum.objects.filter(idea=idea, publication=Publication.SUBMITTED)
    return rows.first()


def with_words(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Bring along what `words_on` asks for: a query for many ideas, not for each."""
    public = Addendum.objects.published().order_by("pk")
    return ideas.prefetch_related(
        Prefetch("addenda", queryset=public, to_attr="public_addenda")
    )


def words_on(idea: Idea) -> str:
    """The texts of what is public, for search."""
    known = getattr(idea, "public_addenda", None)
    addenda = published_on(idea) if known is None else known
    return "\n\n".join(addendum.text for addendum in addenda)
