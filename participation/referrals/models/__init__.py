from participation.referrals.models.answer import Answer
from participation.referrals.models.answer_sets import AnswerSet, AnswerSetItem
from participation.referrals.models.attaching import Attachment
from participation.referrals.models.clarifying import Clarification, ClarifyingTerms
from participation.referrals.models.clocks import (
    ClockTerms,
    PunctualityFigure,
    ReferralClockEvent,
)
from participation.referrals.models.colleagues import HandOver
from participation.referrals.models.deferring import Deferral
from participation.referrals.models.desks import (
    Assignment,
    DepartmentTerms,
    InternalNote,
)
from participation.referrals.models.disclosing import ContactRelease
from participation.referrals.models.durations import DurationTerms
from participation.referrals.models.feedback import Feedback
from participation.referrals.models.ladder import ReferralReminder, WeeklyList
from participation.referrals.models.passing import ResidentQuestion
from participation.referrals.models.promises import (
    Promise,
    PromiseInquiry,
    PromiseTerms,
)
from participation.referrals.models.referral import Referral, ReferralQuerySet
from participation.referrals.models.releasing import PendingStatement
from participation.referrals.models.replies import Reply
from participation.referrals.models.reusing import Reuse, ReuseTerms
from participation.referrals.models.routes import Route, Site, SiteAnswer
from participation.referrals.models.routing import Rule, RuleBook
from participation.referrals.models.statement import Question, Statement
from participation.referrals.models.suggesting import (
    LearnedWeights,
    SuggestionTerms,
    Training,
)
from participation.referrals.models.transcripts import Transcript, TranscriptTerms
from participation.referrals.models.trials import Trial, TrialRow

__all__ = [
    "Answer",
    "AnswerSet",
    "AnswerSetItem",
    "Assignment",
    "Attachment",
    "Clarification",
    "ClarifyingTerms",
    "ClockTerms",
    "ContactRelease",
    "Deferral",
    "DepartmentTerms",
    "DurationTerms",
    "Feedback",
    "HandOver",
    "InternalNote",
    "LearnedWeights",
    "PendingStatement",
    "Promise",
    "PromiseInquiry",
    "PromiseTerms",
    "PunctualityFigure",
    "Question",
    "Referral",
    "ReferralClockEvent",
    "ReferralQuerySet",
    "ReferralReminder",
    "Reply",
    "ResidentQuestion",
    "Reuse",
    "ReuseTerms",
    "Route",
    "Rule",
    "RuleBook",
    "Site",
    "SiteAnswer",
    "Statement",
    "SuggestionTerms",
    "Training",
    "Transcript",
    "TranscriptTerms",
    "Trial",
    "TrialRow",
    "WeeklyList",
]
