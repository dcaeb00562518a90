from django.utils.translation import gettext_lazy as _

from commons import owndata


def register() -> None:
    owndata.register(
        model="notifications.Notification",
        user_fields=("user",),
        label=_("Benachrichtigungen"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("happening__verb", "reason", "created_at", "read_at"),
    )
    owndata.register(
        model="notifications.Follow",
        user_fields=("user",),
        label=_("Was Sie verfolgen"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("kind", "target_id", "reason", "created_at"),
    )
