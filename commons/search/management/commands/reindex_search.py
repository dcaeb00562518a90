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
            self.stdout.write(f"{kind}: {services.reindex(kind)}")
