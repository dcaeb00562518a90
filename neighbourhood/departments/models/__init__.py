"""Departments, topics, and what is known beforehand: cards and signposts."""

from neighbourhood.departments.models.cards import Card
from neighbourhood.departments.models.departments import (
    Department,
    DepartmentMembership,
    DepartmentRegion,
    Topic,
)
from neighbourhood.departments.models.signposts import Signpost

__all__ = [
    "Card",
    "Department",
    "DepartmentMembership",
    "DepartmentRegion",
    "Signpost",
    "Topic",
]
