from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commons import facts, kinds, owndata, slots
from commons.followups import registry as today
from commons.notifications import reasons
from commons.verbs import registry
from participation.moderation import panels
from participation.moderation.coverage import moderates
from participation.moderation.models import Complaint, QueueItem
from participation.moderation.queries.today import to_answer, to_check
from participation.moderation.rules import can_see_desk
from participation.moderation.screening.checks import register_checks
from participation.moderation.services.text_modules import load_text_modules
from participation.moderation.verbs import VERBS, title_of


def register() -> None:
    registry.declare(*VERBS)
    facts.register("text_modules", load_text_modules)
    register_checks()
    today.register("moderation.queue", _("Zu prüfen"), to_check, order=10)
    today.register("moderation.complaints", _("Beschwerde"), to_answer, order=20)
    _fill_slots()
    reasons.register(
        "moderator", _("Sie bekommen diese Mail, weil Sie Beiträge prüfen.")
    )
    _register_kinds()
    _register_own_data()


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
            key="report",
            model="moderation.Report",
            label=_("Meldung"),
            title=title_of,
            url=lambda report: report.item.get_absolute_url() if report.item else "",
            region_id=lambda report: report.item.region_id if report.item else None,
            visible_to=_reports_visible_to,
        )
    )
    kinds.register(
        kinds.Kind(
            key="complaint",
            model="moderation.Complaint",
            label=_("Beschwerde"),
            title=title_of,
            url=lambda complaint: complaint.get_absolute_url(),
            region_id=lambda complaint: complaint.region_id,
            visible_to=_complaints_visible_to,
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
        user_fields=("author", "lease_by"),
        label=_("Prüfung Ihrer Beiträge"),
        retain=_("Ohne Namen; bleibt drei Jahre als Nachweis der Moderation."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("kind", "number", "submitted_at", "closed_at"),
    )
    owndata.register(
        model="moderation.Decision",
        user_fields=("decided_by",),
        label=_("Entscheidungen, die Sie getroffen haben"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("kind", "target_id", "verdict", "reason", "decided_at"),
    )
    owndata.register(
        model="moderation.Report",
        user_fields=("reported_by",),
        label=_("Ihre Meldungen"),
        retain=_("Ohne Namen; bleibt drei Jahre als Nachweis der Moderation."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("kind", "target_id", "reason", "text", "reported_at"),
    )
    owndata.register(
        model="moderation.Complaint",
        user_fields=("complained_by", "first_decided_by", "decided_by"),
        label=_("Ihre Beschwerden"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        export=_own_complaints,
    )


def _reports_visible_to(rows: QuerySet, visitor: Any) -> QuerySet:
    return rows.filter(item__in=QueueItem.objects.visible_to(visitor))


def _complaints_visible_to(rows: QuerySet, visitor: Any) -> QuerySet:
    own = Q(complained_by=visitor.user_id) if visitor.user_id else Q(pk__in=[])
    return rows.filter(own | moderates(visitor))


def _own_complaints(user: Any) -> owndata.Rows:
    """What somebody objected; those who decided don't take others' words along."""
    rows = Complaint.objects.filter(complained_by=user).order_by("pk")
    return rows.values("text", "complained_at", "outcome", "answer", "decided_at")
