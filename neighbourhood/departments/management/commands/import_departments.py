from typing import Any

from commons.imports import ImportCommand, Report
from neighbourhood.departments.services.imports import import_departments


class Command(ImportCommand):
    help = (
        "Ämter und Stellen aus einer CSV-Datei übernehmen (Spalten: code, name, kind, "
        "topics; dazu möglich: short_name, email, topic_keys)."
    )

    def bring_in(self, content: bytes, **_options: Any) -> Report:
        return import_departments(content)
