from django.utils.translation import gettext_lazy as _

from commons import facts, owndata
from participation.moderation.services.text_modules import load_text_modules


def register() -> None:
    facts.register("text_modules", load_text_modules)
    owndata.register(
        model="moderation.TextModuleVersion",
        user_fields=("created_by",),
        label=_("Textbausteine, die Sie geändert haben"),
        retain=_("Die Fassung bleibt, der Bezug zum Konto wird gelöst."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("target_id", "version", "created_at"),
        staff=_("Wer einen Textbaustein geändert hat, für Rückfragen."),
    )
