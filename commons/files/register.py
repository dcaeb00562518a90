from django.utils.translation import gettext_lazy as _

from commons import owndata


def register() -> None:
    owndata.register(
        model="files.StoredFile",
        user_fields=("uploaded_by",),
        label=_("Hochgeladene Dateien"),
        retain=_("So lange wie der Beitrag, zu dem sie gehören; dann ohne Ihr Konto."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("name", "mime", "size", "created_at"),
    )
