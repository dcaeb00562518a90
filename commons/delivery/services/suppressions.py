"""Addresses that are not written to any more: set, asked, lifted."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.audit import services as audit
from commons.delivery import fingerprints
from commons.delivery.enums import Lane, SuppressionReason
from commons.delivery.models import Delivery, Suppression
from commons.errors import RuleViolation

# A mailbox that is gone may be somebody else's next year; a wish has no end.
LASTS = {SuppressionReason.BOUNCED: timedelta(days=180)}
# A code may go out all the same, so often: people do correct their mailboxes.
CODE_EVERY = timedelta(days=1)


@transaction.atomic
def suppress(
    address: str,
    *,
    reason: SuppressionReason,
    code: str = "",
    delivery: Delivery | None = None,
) -> Suppression:
    """Write to this address no more; what is in force already is prolonged."""
    now = timezone.now()
    lasts = LASTS.get(reason)
    fields = {
        "reason": reason,
        "code": code,
        "delivery": delivery,
        "until": now + lasts if lasts else None,
    }
    known = _open_rows(address).select_for_update(of=("self",)).first()
    if known is None:
        return _first(address, fields | {"since": now})
    if known.reason == SuppressionReason.BOUNCED:
        Suppression.objects.filter(pk=known.pk).update(**fields)
        known.refresh_from_db()
    return known


def find(address: str) -> Suppression | None:
    """What forbids writing to this address, if anything does."""
    now = timezone.now()
    rows = Suppression.objects.in_force(now)
    hashes = fingerprints.fingerprints_of(address)
    return rows.filter(address_hash__in=hashes).order_by("pk").first()


def may_try(suppression: Suppression, lane: str) -> bool:
    """A sign-in code once a day, unless somebody asked for silence."""
    if lane != Lane.CODE or suppression.reason != SuppressionReason.BOUNCED:
        return False
    now = timezone.now()
    untried = Q(tried_at__isnull=True) | Q(tried_at__lte=now - CODE_EVERY)
    rows = Suppression.objects.filter(untried, pk=suppression.pk)
    return rows.update(tried_at=now) == 1


@transaction.atomic
def lift(suppression: Suppression, *, because: str, by: Model) -> Suppression:
    """Write to it again.

    Raises:
        RuleViolation: somebody has lifted it already.
    """
    rows = Suppression.objects.select_for_update(of=("self",))
    suppression = rows.get(pk=suppression.pk)
    if suppression.lifted_at is not None:
        raise RuleViolation(
            _("Diese Sperre ist schon aufgehoben."), code="suppression_lifted"
        )
    suppression.lifted_at = timezone.now()
    suppression.lifted_by_id = by.pk
    suppression.lifted_because = because
    suppression.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    audit.record(
        "delivery.suppression_lifted",
        by=by,
        kind="suppression",
        target_id=suppression.pk,
    )
    return suppression


def forget(address: str) -> None:
    """The person is gone: nothing shall tell that they had this address."""
    if address:
        hashes = fingerprints.fingerprints_of(address)
        Suppression.objects.filter(address_hash__in=hashes).delete()


def _open_rows(address: str) -> QuerySet[Suppression]:
    hashes = fingerprints.fingerprints_of(address)
    return Suppression.objects.filter(
        address_hash__in=hashes, lifted_at__isnull=True
    ).order_by("pk")


def _first(address: str, fields: Mapping[str, Any]) -> Suppression:
    try:
        with transaction.atomic():
            return Suppression.objects.create(
                address_hash=fingerprints.fingerprints_of(address)[0],
                masked=fingerprints.masked(address)[:120],
                **fields,
            )
    except IntegrityError:
        return _open_rows(address).get()
