from typing import Any

from django.core.management.base import BaseCommand, CommandError

from commons.audit import services


class Command(BaseCommand):
    help = "Prove the audit chain; name the first broken entry and the unsealed tail."

    def handle(self, *_args: Any, **_options: Any) -> None:
        result = services.verify()
        if not result.is_intact:
            entry = f", Eintrag {result.broken_entry}" if result.broken_entry else ""
            message = (
                f"Die Kette ist gebrochen bei Siegel {result.broken_position}{entry}: "
                f"{result.reason}. Davor sind {result.sealed} Einträge unversehrt."
            )
            raise CommandError(message)
        self.stdout.write(
            f"{result.sealed} Einträge versiegelt und unversehrt, "
            f"{result.unsealed} noch nicht versiegelt."
        )
