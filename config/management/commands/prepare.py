from typing import Any

from django.core.management.base import BaseCommand

from config import preparation


class Command(BaseCommand):
    help = "Migrates and loads the facts; run once before each new version starts."

    def handle(self, **_: Any) -> None:
        preparation.prepare_database(is_demo=False)
        self.stdout.write("The database is ready.")
