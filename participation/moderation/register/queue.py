"""What the house knows of people who keep filters of the queue."""

from django.utils.translation import gettext_lazy as _

from commons import owndata


def register() -> None:
    owndata.register(
        model="moderation.SavedFilter",
        user_fields=("user",),
        label=_("Filter der Prüfung, die Sie sich gemerkt haben"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("name", "query", "is_start"),
        staff=_("Gemerkte Filter der Liste, nur für die Person selbst."),
    )
