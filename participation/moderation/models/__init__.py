from participation.moderation.models.blocks import Block
from participation.moderation.models.bulk import BulkPick, BulkRun
from participation.moderation.models.decisions import Decision
from participation.moderation.models.fairness import Complaint, Report
from participation.moderation.models.filters import SavedFilter
from participation.moderation.models.hints import Hint, HintOutcome, HintRule
from participation.moderation.models.moderated import Moderated, ModeratedQuerySet
from participation.moderation.models.pool import PoolMember
from participation.moderation.models.queue import QueueItem
from participation.moderation.models.redactions import Redaction
from participation.moderation.models.text_modules import (
    TextModule,
    TextModuleVersion,
)
from participation.moderation.models.trust import TrustPause, TrustRule

__all__ = [
    "Block",
    "BulkPick",
    "BulkRun",
    "Complaint",
    "Decision",
    "Hint",
    "HintOutcome",
    "HintRule",
    "Moderated",
    "ModeratedQuerySet",
    "PoolMember",
    "QueueItem",
    "Redaction",
    "Report",
    "SavedFilter",
    "TextModule",
    "TextModuleVersion",
    "TrustPause",
    "TrustRule",
]
