from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import backup
from config.embedded import CannotStart


class Command(BaseCommand):
    help = "Replaces the database and adds the files of a backup."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--replace-everything",
            action="store_true",
            help="needed: what is in the database now will be gone",
        )

    def handle(self, **options: Any) -> None:
        folder: Path = options["folder"]
        if not options["replace_everything"]:
            message = "This replaces the database: say --replace-everything."
            raise CommandError(message)
        if not (folder / backup.DATABASE).exists():
            message = f"{folder} holds no backup."
            raise CommandError(message)
        try:
            backup.restore(folder)
        except (CannotStart, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Restored from {folder}.")
