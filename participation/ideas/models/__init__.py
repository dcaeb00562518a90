from participation.ideas.models.amending import Addendum, AddendumQuerySet
from participation.ideas.models.idea import Idea, IdeaQuerySet
from participation.ideas.models.intake import IdeaContact, Submission, SubmitCode
from participation.ideas.models.maps import MapCell
from participation.ideas.models.merging import Merge
from participation.ideas.models.parts import IdeaImage, IdeaSnapshot, Support
from participation.ideas.models.saved import SavedSearch
from participation.ideas.models.translations import Translation

__all__ = [
    "Addendum",
    "AddendumQuerySet",
    "Idea",
    "IdeaContact",
    "IdeaImage",
    "IdeaQuerySet",
    "IdeaSnapshot",
    "MapCell",
    "Merge",
    "SavedSearch",
    "Submission",
    "SubmitCode",
    "Support",
    "Translation",
]
