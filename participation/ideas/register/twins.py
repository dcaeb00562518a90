"""What the desk is told of ideas that say the same."""

from participation.ideas.models import Idea
from participation.ideas.queries.alike import alike, of_idea
from participation.moderation.desk import Twin


def twins_of(idea: Idea, limit: int) -> list[Twin]:
    """By the rule of the list under the title, and those that wait as well."""
    found = alike(of_idea(idea), without_id=idea.pk, with_waiting=True, limit=limit)
    return [Twin(one.idea.pk, one.is_nearly_same) for one in found]
