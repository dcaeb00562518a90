"""The median, which the database finds without sending all rows."""

from typing import Any

from django.db.models import Aggregate, DurationField, IntegerField


class Median(Aggregate):
    """Of durations; half of them are shorter. None where there is none."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

    def __init__(self, expression: Any, **extra: Any) -> None:
        super().__init__(expression, **extra)


class Quantile(Aggregate):
    """Of whole numbers; `share` of them are no larger. None where there is none."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = IntegerField()

    def __init__(self, expression: Any, *, share: float, **extra: Any) -> None:
        super().__init__(expression, share=float(share), **extra)
