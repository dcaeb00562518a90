from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.delivery import renderers
from commons.notifications import digest_rendering, panels, rendering
from commons.notifications.services import closing
from commons.notifications.services.writing import RENDERER


def register() -> None:
    renderers.register(
        RENDERER,
        rendering.render_mail,
        label=_("Benachrichtigung"),
        lines=rendering.lines_of,
    )
    renderers.register(
        closing.RENDERER,
        digest_rendering.render,
        label=_("Gesammelte Mitteilungen"),
        lines=digest_rendering.lines_of,
    )
    slots.fill(
        "bell", template="notifications/_bell.html", context=panels.bell, query_budget=1
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.followed_entry,
        order=28,
        query_budget=0,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.preferences_entry,
        order=29,
        query_budget=0,
    )
    _register_what_was_told()
    _register_wishes()


def _register_what_was_told() -> None:
    owndata.register(
        model="notifications.Notification",
        user_fields=("user",),
        label=_("Benachrichtigungen"),
        retain=_("Gelesene ein Jahr, ungelesene zwei Jahre; nie länger als Ihr Konto."),
        erase=owndata.Erasure.DELETE,
        exported_fields=(
            "happening__verb",
            "reason",
            "subject",
            "pace",
            "folded",
            "created_at",
            "read_at",
        ),
    )
    owndata.register(
        model="notifications.Digest",
        user_fields=("user",),
        label=_("Gesammelte Mails an Sie"),
        retain=_("Wird nach einem Jahr gelöscht, mit dem Konto sofort."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("pace", "created_at", "due_at", "closed_at"),
    )


def _register_wishes() -> None:
    owndata.register(
        model="notifications.Follow",
        user_fields=("user",),
        label=_("Was Sie verfolgen"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("kind", "target_id", "reason", "pace", "created_at"),
    )
    owndata.register(
        model="notifications.MailPreference",
        user_fields=("user",),
        label=_("Ihr Wunsch, ob und wann Sie Mails bekommen"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=(
            "wants_mail",
            "daily_hour",
            "weekly_day",
            "weekly_hour",
            "paused_until",
            "changed_at",
        ),
    )
    owndata.register(
        model="notifications.SubjectPreference",
        user_fields=("user",),
        label=_("Ihre Wünsche, wie bald Sie wovon per E-Mail hören"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("subject", "pace", "changed_at"),
    )
