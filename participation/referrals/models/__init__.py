from participation.referrals.models.answer import Answer
from participation.referrals.models.referral import (
    Referral,
    ReferralQuerySet,
    ReferralReminder,
)
from participation.referrals.models.reusing import Reuse, ReuseTerms
from participation.referrals.models.statement import Question, Statement

__all__ = [
    "Answer",
    "Question",
    "Referral",
    "ReferralQuerySet",
    "ReferralReminder",
    "Reuse",
    "ReuseTerms",
    "Statement",
]
