from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.delivery import renderers
from commons.notifications import panels, rendering
from commons.notifications.services.expansion import RENDERER


def register() -> None:
    renderers.register(
        RENDERER,
        rendering.render_mail,
        label=_("Benachrichtigung"),
        lines=rendering.lines_of,
    )
    slots.fill(
        "bell", template="notifications/_bell.html", context=panels.bell, query_budget=1
    )
    _register_own_data()


def _register_own_data() -> None:
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
    owndata.register(
        model="notifications.MailPreference",
        user_fields=("user",),
        label=_("Ihr Wunsch, ob Sie Mails bekommen"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("wants_mail", "changed_at"),
    )
