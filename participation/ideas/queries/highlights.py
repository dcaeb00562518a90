"""What the home page and a region's page show of ideas."""

from dataclasses import dataclass

from participation.ideas.models import Idea, IdeaQuerySet

SHOWN = 3


@dataclass(frozen=True)
class Highlights:
    done: list[Idea]
    newest: list[Idea]
    most_supported: list[Idea]

    def __bool__(self) -> bool:
        return bool(self.newest)


def highlights(*, region_id: int | None = None, shown: int = SHOWN) -> Highlights:
    """Done before new and most supported: three queries, each along an index."""
    return Highlights(
        done=list(
            _public(region_id)
            .filter(done_at__isnull=False)
            .order_by("-done_at", "-id")[:shown]
        ),
        newest=list(_public(region_id).order_by("-published_at", "-id")[:shown]),
        most_supported=list(
            _public(region_id).order_by("-total_support", "-id")[:shown]
        ),
    )


def _public(region_id: int | None) -> IdeaQuerySet:
    rows = Idea.objects.published().select_related("region", "topic")
    return rows.filter(region_id=region_id) if region_id else rows
