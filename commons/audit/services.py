"""Recording, sealing and verifying.

The chain: digest(n) = SHA-256(digest(n-1) + canonical JSON of entry n). Sealing
after the fact keeps writers apart: a lock per write let 171 transactions a second
through with 16 writers, this way 2,417 (FOUNDATIONS.md).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Model
from django.utils import timezone

from commons.audit.models import AuditEntry, AuditSeal
from commons.verbs.models import Happening

SEALER_LOCK = 7_220_001
GENESIS = bytes(32)
BATCH = 2_000


def record_happening(*, happening: Happening, **_: Any) -> None:
    """The effect that writes one entry for each happening, in its transaction."""
    AuditEntry.objects.create(
        verb=happening.verb,
        kind=happening.kind,
        target_id=happening.target_id,
        by_id=happening.by_id,
        codes=happening.params,
        recorded_at=happening.happened_at,
    )


def record(
    verb: str,
    *,
    by: Model | None,
    kind: str = "",
    target_id: int | None = None,
    codes: dict[str, Any] | None = None,
) -> AuditEntry:
    """Record what has no happening, such as a look at somebody's contact data."""
    return AuditEntry.objects.create(
        verb=verb,
        kind=kind,
        target_id=target_id,
        by_id=by.pk if by is not None else None,
        codes=codes or {},
        recorded_at=timezone.now(),
    )


def record_many(
    verb: str, *, kind: str, target_ids: Iterable[int], codes: dict[str, Any]
) -> None:
    """Record the same for many at once, as an import does."""
    now = timezone.now()
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                verb=verb, kind=kind, target_id=target_id, codes=codes, recorded_at=now
            )
            for target_id in target_ids
        ],
        batch_size=BATCH,
    )


@transaction.atomic
def seal(*, batch: int = BATCH) -> int:
    """Hash settled entries into the chain; returns how many were sealed.

    An entry is settled when its transaction id lies below the xmin of the current
    snapshot: every transaction that old has ended, so none can slip in before it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        oldest_running = cursor.fetchone()[0]
    last = AuditSeal.objects.order_by("-position").first()
    position, digest = (last.position, bytes(last.digest)) if last else (0, GENESIS)
    entries = AuditEntry.objects.filter(
        seal__isnull=True, transaction_id__lt=oldest_running
    ).order_by("transaction_id", "pk")[:batch]
    seals = []
    now = timezone.now()
    for position_of, entry in enumerate(entries, start=position + 1):
        digest = chained(digest, entry)
        seals.append(
            AuditSeal(position=position_of, entry=entry, digest=digest, sealed_at=now)
        )
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def chained(previous: bytes, entry: AuditEntry) -> bytes:
    """The digest of an entry that follows the digest `previous`."""
    content = json.dumps(
        {
            "id": entry.pk,
            "verb": entry.verb,
            "kind": entry.kind,
            "target": entry.target_id,
            "by": entry.by_id,
            "codes": entry.codes,
            "at": entry.recorded_at.isoformat(),
            "transaction": entry.transaction_id,
        },
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
    )
    return hashlib.sha256(previous + content.encode()).digest()


@dataclass(frozen=True)
class Verification:
    """`broken_entry` is the id of the first entry that does not fit the chain."""

    sealed: int
    unsealed: int
    broken_position: int | None = None
    broken_entry: int | None = None
    reason: str = ""

    @property
    def is_intact(self) -> bool:
        return self.broken_position is None


def verify() -> Verification:
    """Walk the chain from its beginning and recompute every digest."""
    unsealed = AuditEntry.objects.filter(seal__isnull=True).count()
    digest, sealed = GENESIS, 0
    for seal_row in _seals():
        if seal_row.position != sealed + 1:
            return Verification(
                sealed, unsealed, sealed + 1, None, f"Siegel {sealed + 1} fehlt"
            )
        digest = chained(digest, seal_row.entry)
        if digest != bytes(seal_row.digest):
            return Verification(
                sealed,
                unsealed,
                seal_row.position,
                seal_row.entry_id,
                "Eintrag oder Siegel wurde verändert",
            )
        sealed += 1
    return Verification(sealed, unsealed)


def _seals() -> Iterator[AuditSeal]:
    seals = AuditSeal.objects.select_related("entry").order_by(F("position").asc())
    return seals.iterator(chunk_size=BATCH)
