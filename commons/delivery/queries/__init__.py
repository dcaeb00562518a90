"""What staff see of the outbox: failed mails, letters to post, calls to make."""

from commons.delivery.fingerprints import masked
from commons.delivery.queries.failures import (
    Failure,
    FailurePage,
    Group,
    failed_count,
    failures,
    groups,
    late_count,
    shown_of,
)
from commons.delivery.queries.suppressions import (
    SuppressionPage,
    endpoints,
    last_calls,
    suppressions,
)

__all__ = [
    "Failure",
    "FailurePage",
    "Group",
    "SuppressionPage",
    "endpoints",
    "failed_count",
    "failures",
    "groups",
    "last_calls",
    "late_count",
    "masked",
    "shown_of",
    "suppressions",
]
