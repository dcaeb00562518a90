"""What others ask about departments, topics, cards and signposts."""

from neighbourhood.departments.queries.departments import (
    active_topics,
    departments_for,
    members_of,
    successor_of,
    suggested_for,
)

__all__ = [
    "active_topics",
    "departments_for",
    "members_of",
    "successor_of",
    "suggested_for",
]
