from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import backup
from config.embedded import CannotStart


class Command(BaseCommand):
    help = "Saves database and files into a new folder while everything runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            backup.save(folder)
        except FileExistsError:
            message = f"{folder} exists already; give a new folder."
            raise CommandError(message) from None
        except (CannotStart, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Saved in {folder}.")
