from typing import Any

from commons.imports import ImportCommand, Report
from neighbourhood.regions.services.addresses import import_addresses


class Command(ImportCommand):
    help = (
        "Adressen mit ihrem Planungsraum aus CSV einspielen (strasse, hnr, zusatz, "
        "plz, ortsteil, plr_id; dazu, wenn bekannt, lon und lat); schlechte Zeilen "
        "werden mit Nummer genannt."
    )

    def bring_in(self, content: bytes, **options: Any) -> Report:  # noqa: ARG002 -- none of its own
        return import_addresses(content)
