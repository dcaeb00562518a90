from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from commons.search import registry
from commons.search.services.checking import Difference, compare

SHOWN = 20


class Command(BaseCommand):
    help = "Say what the search index lacks, has too much of, or knows in an old form."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "kinds", nargs="*", choices=[*registry.all_kinds(), []], help="all if none"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        kinds = options["kinds"] or registry.all_kinds()
        differences = [compare(kind) for kind in kinds]
        for difference in differences:
            self.stdout.write(self._line(difference))
        wrong = [one.kind for one in differences if not one.is_clean]
        if wrong:
            message = f"Bring it in order: manage.py reindex_search {' '.join(wrong)}"
            raise CommandError(message, returncode=1)

    def _line(self, difference: Difference) -> str:
        if difference.is_clean:
            return f"{difference.kind}: in order"
        parts = (
            f"{name} {len(ids)} ({', '.join(map(str, ids[:SHOWN]))})"
            for name, ids in (
                ("missing", difference.missing),
                ("surplus", difference.surplus),
                ("outdated", difference.outdated),
            )
            if ids
        )
        return f"{difference.kind}: {'; '.join(parts)}"
