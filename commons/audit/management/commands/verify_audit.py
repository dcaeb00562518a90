import re
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commons.audit import queries
from commons.audit.queries import Anchor, Verification

_ANCHOR = re.compile(r"([1-9][0-9]*):([0-9a-f]{64})")


def anchor(written: str) -> Anchor:
    parts = _ANCHOR.fullmatch(written)
    if parts is None:
        message = "An anchor is POSITION:DIGEST, as this command printed it."
        raise ArgumentTypeError(message)
    return Anchor(int(parts[1]), parts[2])


class Command(BaseCommand):
    help = "Prove the audit chain; name the first broken entry and the unsealed tail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            type=anchor,
            help="POSITION:DIGEST of an earlier run, kept outside this database",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        result = queries.verify(anchor=options["anchor"])
        if not result.is_intact:
            raise CommandError(broken(result))
        head = result.head
        self.stdout.write(
            f"{head.position} Einträge versiegelt und unversehrt, "
            f"{result.unsealed} noch nicht versiegelt."
        )
        if head.position:
            self.stdout.write(f"Anker: {head.position}:{head.digest}")


def broken(result: Verification) -> str:
    entry = f", Eintrag {result.broken_entry}" if result.broken_entry else ""
    return (
        f"Die Kette ist gebrochen bei Siegel {result.broken_position}{entry}: "
        f"{result.reason}. Unversehrt bis Siegel {result.head.position}; "
        f"{result.unsealed} Einträge sind noch nicht versiegelt."
    )
