from django.utils.translation import gettext_lazy as _

from commons import owndata


def register() -> None:
    owndata.register(
        model="pages.Page",
        user_fields=("updated_by",),
        label=_("Bearbeitete Seiten"),
        retain=_("Die Seite bleibt, der Bezug zum Konto wird gelöst."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("slug", "title", "updated_at"),
    )
