from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from commons.search import registry, services


class Command(BaseCommand):
    help = "Read everything public into the search index anew."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "kinds", nargs="*", choices=[*registry.all_kinds(), []], help="all if none"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        for kind in options["kinds"] or registry.all_kinds():
            written = services.reindex(kind, tell=self._say)
            self.stdout.write(f"{kind}: {written}")

    def _say(self, so_far: int) -> None:
        """On stderr, so that the result stays clean."""
        self.stderr.write(self.style.HTTP_INFO(f"  {so_far}"))
