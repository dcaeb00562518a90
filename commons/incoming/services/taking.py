"""Storing what came: the raw message and its row in one transaction, nothing else.

Whoever hands a mail over (the mailbox, the mail server's pipe) lets go of it only when
this has returned, so nothing is lost whatever the message holds.
"""

import hashlib

from django.db import IntegrityError, transaction
from django.utils import timezone

from commons import wake
from commons.files import services as files
from commons.files.services.storing import MOST_BYTES
from commons.incoming.enums import Source
from commons.incoming.models import Mail

wake.declare("incoming.read", "incoming.fetch")

PURPOSE = "incoming-mail"
MIME = "message/rfc822"


def take(raw: bytes, *, source: Source, size: int | None = None) -> Mail:
    """Store a raw message; the same bytes are stored once.

    Args:
        size: of the whole message in bytes, where `raw` is only its beginning.
    """
    whole = size if size is not None else len(raw)
    raw = raw[:MOST_BYTES] or b"\n"
    digest = hashlib.sha256(raw).hexdigest()
    try:
        return _stored(raw, digest, source, whole)
    except IntegrityError:
        return Mail.objects.get(digest=digest)  # somebody was faster


@transaction.atomic
def _stored(raw: bytes, digest: str, source: Source, size: int) -> Mail:
    known = Mail.objects.filter(digest=digest).first()
    if known is not None:
        return known
    mail = Mail.objects.create(
        source=source,
        received_at=timezone.now(),
        digest=digest,
        size=size,
        is_whole=size == len(raw),
        raw=files.store_bytes("mail.eml", raw, MIME, purpose=PURPOSE),
    )
    wake.on_commit("incoming.read", mail_id=mail.pk)
    return mail
