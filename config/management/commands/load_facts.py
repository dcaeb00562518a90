from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from commons import facts


class Command(BaseCommand):
    help = "Brings in what every installation needs; running it again changes nothing."

    def handle(self, **options: Any) -> None:
        for fact in facts.in_order():
            with transaction.atomic():
                written = fact.load()
            if options["verbosity"]:
                self.stdout.write(f"{fact.name}: {written} rows written")
