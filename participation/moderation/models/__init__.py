from participation.moderation.models.decisions import Decision, TextModule
from participation.moderation.models.fairness import Complaint, Report
from participation.moderation.models.moderated import Moderated, ModeratedQuerySet
from participation.moderation.models.queue import Hint, QueueItem

__all__ = [
    "Complaint",
    "Decision",
    "Hint",
    "Moderated",
    "ModeratedQuerySet",
    "QueueItem",
    "Report",
    "TextModule",
]
