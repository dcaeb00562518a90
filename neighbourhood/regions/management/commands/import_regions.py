from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from commons.imports import ImportCommand, Report
from neighbourhood.regions.services.areas import import_areas


class Command(ImportCommand):
    help = (
        "Umrisse der Bezirksregionen oder Planungsräume aus GeoJSON (WGS84) "
        "einspielen; ganz oder gar nicht."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--district",
            default=settings.DISTRICT_KEY,
            choices=[f"{number:02}" for number in range(1, 13)],
            help="Schlüssel des Bezirks, 01 bis 12",
        )

    def bring_in(self, content: bytes, **options: Any) -> Report:
        return import_areas(content, district=options["district"])
