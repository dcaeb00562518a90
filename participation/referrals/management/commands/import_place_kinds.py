from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import CommandError

from commons.imports import ImportCommand, Report
from participation.referrals.enums import SiteKind
from participation.referrals.services.sites import Mapped, import_layer


class Command(ImportCommand):
    help = (
        "Eine Karte einspielen, die sagt, was für ein Ort ein Punkt ist: Flächen oder "
        "Linien aus GeoJSON (WGS84), zum Beispiel Grünanlagen oder das Straßennetz. "
        "Eine Ebene wird ganz durch die Datei ersetzt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        kinds = ", ".join(f"{kind.value} ({kind.label})" for kind in SiteKind)
        parser.add_argument(
            "--layer", required=True, help="Name der Ebene, z. B. gruenanlagen"
        )
        parser.add_argument(
            "--kind",
            type=_kind,
            help=f"Art aller Orte, die nicht zugeordnet sind: {kinds}",
        )
        parser.add_argument(
            "--property", default="", help="Eigenschaft, nach der zugeordnet wird"
        )
        parser.add_argument(
            "--map",
            action="append",
            type=_pair,
            default=[],
            metavar="WERT=ART",
            help="z. B. II=main_street; mehrmals möglich",
        )
        parser.add_argument("--key", default="", help="Eigenschaft mit dem Schlüssel")
        parser.add_argument("--name", default="", help="Eigenschaft mit dem Namen")

    def bring_in(self, content: bytes, **options: Any) -> Report:
        pairs = dict(options["map"])
        if bool(pairs) != bool(options["property"]):
            message = "--property und --map gehören zusammen."
            raise CommandError(message)
        if not pairs and options["kind"] is None:
            message = "Bitte --kind oder --property mit --map angeben."
            raise CommandError(message)
        mapped = Mapped(
            layer=options["layer"],
            kind=options["kind"],
            kind_property=options["property"],
            kinds=pairs or None,
            key_property=options["key"],
            name_property=options["name"],
        )
        return import_layer(content, mapped)


def _kind(value: str) -> SiteKind:
    try:
        return SiteKind(value)
    except ValueError as error:
        message = f"{value!r} ist keine Art von Ort."
        raise ArgumentTypeError(message) from error


def _pair(value: str) -> tuple[str, SiteKind]:
    name, sign, kind = value.rpartition("=")
    if not sign:
        message = f"{value!r} ist nicht WERT=ART."
        raise ArgumentTypeError(message)
    return name.strip(), _kind(kind.strip())
