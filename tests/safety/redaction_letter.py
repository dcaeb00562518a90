"""A Rundbrief that tells of an idea, with words of its own that may quote it."""

from neighbourhood.newsletters.models import Correction, Item
from tests.neighbourhood.reading_letters import published


def write(idea, canary):
    """In every column that somebody writes into."""
    issue = published(idea.region, title=f"Zu {canary}", intro=canary)
    piece = {"newsletter": issue, "section": "ideas", "kind": "idea"}
    Item.objects.create(target_id=idea.pk, position=2, text=canary, **piece)
    Correction.objects.create(
        newsletter=issue, text=canary, created_at=issue.created_at
    )
