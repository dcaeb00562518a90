from participation.together.models.authorship import Authorship
from participation.together.models.partner import Partner, Partnered, as_columns
from participation.together.models.progress import LONGEST_REPORT, Progress
from participation.together.models.terms import TogetherTerms
from participation.together.models.undertaking import (
    LONGEST_JOINING,
    LONGEST_WORDS,
    Undertaking,
)

__all__ = [
    "LONGEST_JOINING",
    "LONGEST_REPORT",
    "LONGEST_WORDS",
    "Authorship",
    "Partner",
    "Partnered",
    "Progress",
    "TogetherTerms",
    "Undertaking",
    "as_columns",
]
