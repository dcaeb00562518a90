"""What staff see of the outbox: failed mails, letters to post, calls to make."""

from commons.delivery.queries.failures import (
    Failure,
    FailurePage,
    failed_count,
    failures,
    late_count,
    masked,
)

__all__ = [
    "Failure",
    "FailurePage",
    "failed_count",
    "failures",
    "late_count",
    "masked",
]
