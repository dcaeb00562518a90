"""What the house knows of ideas that went into others."""

from django.utils.translation import gettext_lazy as _

from commons import owndata


def register() -> None:
    owndata.register(
        model="ideas.Merge",
        user_fields=("merged_by", "undone_by"),
        label=_("Ideen, die Sie zusammengeführt haben"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("source__number", "target__number", "merged_at", "undone_at"),
    )
