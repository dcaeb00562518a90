"""Following shows itself on a Stadtteil's page and in the menu of the account."""

from django.utils.translation import gettext_lazy as _

from commons import slots
from commons.notifications import reasons
from participation.ideas import panels
from participation.ideas.verbs import telling


def register() -> None:
    slots.fill(
        "region-actions",
        template="ideas/_follow.html",
        context=panels.follow_region,
        query_budget=1,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.followed_entry,
        order=28,
        query_budget=0,
    )
    reasons.register(
        telling.REGION,
        _("Sie bekommen diese Mail, weil Sie diesen Stadtteil verfolgen."),
    )
    reasons.register(
        telling.TOPIC, _("Sie bekommen diese Mail, weil Sie dieses Thema verfolgen.")
    )
