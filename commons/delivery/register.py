from django.utils.translation import gettext_lazy as _

from commons import owndata
from commons.delivery import services


def register() -> None:
    owndata.register(
        model="delivery.Delivery",
        user_fields=("to_user",),
        label=_("Sendungen an Sie"),
        retain=_("Ohne Inhalt; der Versandnachweis bleibt ein Jahr."),
        erase=services.forget,
        exported_fields=("channel", "renderer", "state", "created_at", "sent_at"),
    )
