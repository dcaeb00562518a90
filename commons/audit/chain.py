"""The chain: digest(n) = SHA-256(digest(n-1) + canonical JSON of entry n)."""

import hashlib
import json

from commons.audit.models import AuditEntry

GENESIS = bytes(32)


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
