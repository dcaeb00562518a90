from participation.ideas.models.idea import Idea, IdeaQuerySet
from participation.ideas.models.intake import Submission, SubmitCode
from participation.ideas.models.maps import MapCell
from participation.ideas.models.parts import IdeaImage, IdeaSnapshot, Support

__all__ = [
    "Idea",
    "IdeaImage",
    "IdeaQuerySet",
    "IdeaSnapshot",
    "MapCell",
    "Submission",
    "SubmitCode",
    "Support",
]
