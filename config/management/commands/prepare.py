from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from config import preparation


class Command(BaseCommand):
    help = "Migrates and loads the facts; run once before each new version starts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--files",
            action="store_true",
            help="instead: translations and static files, for an image",
        )

    def handle(self, **options: Any) -> None:
        if options["files"]:
            preparation.prepare_files()
            self.stdout.write("The files are ready.")
        else:
            preparation.prepare_database(is_demo=False)
            self.stdout.write("The database is ready.")
