from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata, slots
from commons.notifications import reasons
from commons.verbs import registry
from participation.moderation import panels
from participation.moderation.coverage import moderates
from participation.moderation.register import (
    blocks,
    deciding,
    fairness,
    hints,
    promises,
    queue,
    redaction,
    undoing,
)
from participation.moderation.rules import can_see_desk
from participation.moderation.screening.checks import register_checks
from participation.moderation.verbs import VERBS


def register() -> None:
    registry.declare(*VERBS)
    register_checks()
    _fill_slots()
    reasons.register(
        "moderator",
        _("Sie bekommen diese Mail, weil Sie Beiträge prüfen."),
        short=_("aus der Prüfung"),
        is_work=True,
    )
    _register_kinds()
    _register_own_data()
    deciding.register()
    fairness.register()
    undoing.register()
    hints.register()
    redaction.register()
    blocks.register()
    queue.register()
    promises.register()


def _fill_slots() -> None:
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.menu_entry,
        order=10,
        query_budget=0,
    )
    slots.fill(
        "idea-side",
        template="moderation/_beside.html",
        context=panels.beside_idea,
        order=90,
        query_budget=2,
    )
    slots.fill(
        "idea-staff",
        template="moderation/_staff_entry.html",
        context=panels.staff_entry,
        order=90,
        query_budget=0,
    )


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="queue_item",
            model="moderation.QueueItem",
            label=_("Beitrag in Prüfung"),
            title=lambda item: item.title,
            url=lambda item: item.get_absolute_url(),
            region_id=lambda item: item.region_id,
            visible_to=lambda rows, visitor: rows.filter(moderates(visitor)),
        )
    )
    kinds.register(
        kinds.Kind(
            key="text_module",
            model="moderation.TextModule",
            label=_("Textbaustein"),
            title=str,
            url=lambda module: module.get_absolute_url(),
            region_id=lambda _module: None,
            visible_to=lambda rows, visitor: (
                rows if can_see_desk(visitor) else rows.none()
            ),
        )
    )


def _register_own_data() -> None:
    owndata.register(
        model="moderation.QueueItem",
        user_fields=("author", "lease_by", "asked_by"),
        label=_("Prüfung Ihrer Beiträge"),
        retain=_("Ohne Namen; bleibt drei Jahre als Nachweis der Moderation."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("kind", "number", "submitted_at", "closed_at"),
        staff=_(
            "Wer einen Beitrag gerade bearbeitet, damit nicht zwei dasselbe tun. Endet "
            "nach zehn Minuten von selbst."
        ),
    )
    owndata.register(
        model="moderation.Decision",
        user_fields=("decided_by",),
        label=_("Entscheidungen, die Sie getroffen haben"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("kind", "target_id", "verdict", "reason", "decided_at"),
        staff=_(
            "Wer entschieden hat, damit über einen Einwand jemand anderes entscheidet."
        ),
    )
