"""Pages of calls for money, kept by the SPK."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.text import slugify_german
from commons.verbs.services import happened
from participation.pool.models import FundingCall


@transaction.atomic
def write(
    words: Mapping[str, Any], *, call: FundingCall | None = None, by: User
) -> FundingCall:
    """A new page, or an old one anew; `words` are columns and `regions`."""
    row = FundingCall() if call is None else _locked(call)
    for name, value in words.items():
        if name != "regions":
            setattr(row, name, value)
    row.slug = slugify_german(row.title)[:80] or "foerderung"
    row.changed_at, row.changed_by = timezone.now(), by
    row.save()
    row.regions.set(words.get("regions", ()))
    happened("fund.written" if call is None else "fund.changed", row, by=by)
    return row


@transaction.atomic
def publish(call: FundingCall, *, by: User) -> None:
    """Everybody finds it. Twice changes nothing."""
    call = _locked(call)
    if not call.is_public:
        call.published_at = timezone.now()
        call.save(update_fields=["published_at"])
        happened("fund.published", call, by=by)


@transaction.atomic
def hide(call: FundingCall, *, by: User) -> None:
    """Nobody but its keepers finds it; applications stay. Twice changes nothing."""
    call = _locked(call)
    if call.is_public:
        call.published_at = None
        call.save(update_fields=["published_at"])
        happened("fund.hidden", call, by=by)


def _locked(call: FundingCall) -> FundingCall:
    return FundingCall.objects.select_for_update(of=("self",)).get(pk=call.pk)
