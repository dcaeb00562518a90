from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.followups import copies, panels, services


def register() -> None:
    copies.register()
    owndata.register(
        model="followups.FollowUp",
        user_fields=("owner", "created_by", "done_by"),
        label=_("Wiedervorlagen"),
        retain=_("Bis das Konto gelöscht wird; was Sie für andere eintrugen, bleibt."),
        erase=services.forget,
        export=panels.own_rows,
        staff=_(
            "Wiedervorlagen: was sich jemand für einen Tag vorgenommen oder "
            "weitergegeben hat. Nur für die Beteiligten selbst sichtbar."
        ),
    )
    owndata.register(
        model="followups.TodayChoice",
        user_fields=("user",),
        label=_("Ihre Auswahl auf „Heute“"),
        retain=_("Bis das Konto gelöscht wird."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("hidden", "changed_at"),
        staff=_(
            "Welche Bereiche jemand auf „Heute“ sehen möchte, nur für die Person "
            "selbst."
        ),
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.menu_entry,
        order=5,
        query_budget=0,
    )
    _fill_tools()


def _fill_tools() -> None:
    """Where staff read a thing, its Wiedervorlagen stand beside it."""
    for slot, context in (
        ("idea-staff", panels.on_idea),
        ("desk", panels.at_desk),
        ("staff-tools", panels.on_thing),
    ):
        slots.fill(
            slot,
            template="followups/_panel.html",
            context=context,
            order=95,
            query_budget=3,
        )
