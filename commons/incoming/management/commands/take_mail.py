"""A mail from the mail server's pipe: Postfix starts this for each message.

    vorgang  unix  -  n  n  -  2  pipe
      flags=DRX user=bindeglied argv=/srv/bindeglied/take_mail

Exit code 0: it is stored, Postfix may forget it. 75 (EX_TEMPFAIL): keep it and try
again; that is the answer to everything that goes wrong here, for no mail may be lost.
"""

import sys
from typing import Any

import structlog
from django.core.management.base import BaseCommand

from commons.files.services.storing import MOST_BYTES
from commons.incoming.enums import Source
from commons.incoming.services.taking import take

log = structlog.get_logger(__name__)
TRY_AGAIN = 75
STEP = 1024 * 1024


class Command(BaseCommand):
    help = "Nimmt eine Mail von der Standardeingabe entgegen (für Postfix pipe)."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            content, size = _read()
            take(content, source=Source.PIPE, size=size)
        except Exception as error:
            log.exception("incoming.pipe_failed", error=type(error).__name__)
            sys.exit(TRY_AGAIN)


def _read() -> tuple[bytes, int]:
    """At most what is stored, and how long the whole was."""
    stream = sys.stdin.buffer
    content = stream.read(MOST_BYTES)
    size = len(content)
    while piece := stream.read(STEP):
        size += len(piece)
    return content, size
