"""What others ask about departments, topics, cards and signposts."""

from neighbourhood.departments.queries.departments import (
    active_topics,
    all_departments,
    departments_for,
    members_of,
    suggested_for,
)

__all__ = [
    "active_topics",
    "all_departments",
    "departments_for",
    "members_of",
    "suggested_for",
]
