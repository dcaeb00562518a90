"""What the house knows of what is added to an idea later."""

from django.utils.translation import gettext_lazy as _

from commons import owndata


def register() -> None:
    owndata.register(
        model="ideas.Addendum",
        user_fields=("author",),
        label=_("Ihre Nachträge"),
        retain=_("Veröffentlichte Nachträge bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "text", "submitted_at", "publication"),
    )
