"""Departments, topics, and what is known beforehand: cards and signposts."""

from neighbourhood.departments.models.cards import Card
from neighbourhood.departments.models.departments import (
    Department,
    DepartmentMembership,
    DepartmentRegion,
    Topic,
)
from neighbourhood.departments.models.history import DepartmentName
from neighbourhood.departments.models.signposts import Signpost
from neighbourhood.departments.models.texts import DepartmentText

__all__ = [
    "Card",
    "Department",
    "DepartmentMembership",
    "DepartmentName",
    "DepartmentRegion",
    "DepartmentText",
    "Signpost",
    "Topic",
]
