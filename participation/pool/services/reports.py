"""How many people came: the one figure of a year's report that nobody else knows."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from participation.networks.models import NetworkDate
from participation.pool.models import Headcount


@transaction.atomic
def count_heads(numbers: Mapping[int, int | None], *, by: User) -> None:
    """Write down how many came to each date, by its id; None takes a figure back.

    The caller has asked whose dates they are.
    """
    known = set(NetworkDate.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    gone = [pk for pk, number in numbers.items() if number is None]
    Headcount.objects.filter(date__in=gone).delete()
    for pk, number in sorted(numbers.items()):
        if number is None or pk not in known:
            continue
        Headcount.objects.update_or_create(
            date_id=pk,
            defaults={
                "number": number,
                "noted_at": timezone.now(),
                "noted_by": by,
            },
        )
