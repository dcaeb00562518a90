"""Reports, complaints and the people who decide on them: said to the ground."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata
from commons.followups import registry as today
from commons.notifications import reasons
from participation.moderation.models import Complaint, PoolMember, QueueItem
from participation.moderation.queries.today import to_answer, to_name
from participation.moderation.rules import can_name_pool
from participation.moderation.services import reports
from participation.moderation.verbs.complaints import COORDINATOR, DECIDER, title_of


def register() -> None:
    for key, label, items, order in (
        ("moderation.complaints", _("Einwand"), to_answer, 20),
        ("moderation.pool", _("Einwand: Person benennen"), to_name, 15),
    ):
        today.register(
            key,
            label,
            items,
            order=order,
            page=lambda: reverse("moderation:complaint-list"),
            query_budget=6,
        )
    reasons.register(
        DECIDER,
        _("Sie bekommen diese Mail, weil Sie über Einwände entscheiden."),
        short=_("Sie entscheiden über Einwände"),
        is_work=True,
    )
    reasons.register(
        COORDINATOR,
        _("Sie bekommen diese Mail, weil Sie benennen, wer über Einwände entscheidet."),
        short=_("Sie benennen für Einwände"),
        is_work=True,
    )
    _register_kinds()
    _register_own_data()


def _register_kinds() -> None:
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
            label=_("Einwand"),
            title=title_of,
            url=lambda complaint: complaint.get_absolute_url(),
            region_id=lambda complaint: complaint.region_id,
            visible_to=_complaints_visible_to,
            related=("decision",),
        )
    )
    kinds.register(
        kinds.Kind(
            key="pool_member",
            model="moderation.PoolMember",
            label=_("Person für Einwände"),
            title=lambda member: member.user.public_name,
            url=lambda _member: "",
            region_id=lambda _member: None,
            visible_to=_members_visible_to,
            related=("user",),
        )
    )


def _register_own_data() -> None:
    owndata.register(
        model="moderation.Report",
        user_fields=("reported_by",),
        label=_("Ihre Meldungen"),
        retain=_("Ohne Namen; bleibt drei Jahre als Nachweis der Moderation."),
        erase=reports.forget_of,
        exported_fields=(
            "number",
            "kind",
            "target_id",
            "reason",
            "law_field",
            "passage",
            "text",
            "name",
            "reported_at",
        ),
    )
    owndata.register(
        model="moderation.Complaint",
        user_fields=(
            "complained_by",
            "author",
            "entered_by",
            "first_decided_by",
            "decided_by",
        ),
        label=_("Ihre Einwände"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        export=_own_complaints,
        staff=_(
            "Wer zuerst und wer danach entschieden hat, damit es nie dieselbe Person "
            "ist."
        ),
    )
    owndata.register(
        model="moderation.PoolMember",
        user_fields=("user", "named_by", "withdrawn_by"),
        label=_("Benennungen für Einwände"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        export=_own_terms,
        staff=_("Wer über Einwände entscheiden darf und wer sie benannt hat."),
    )


def _reports_visible_to(rows: QuerySet, visitor: Any) -> QuerySet:
    return rows.filter(item__in=QueueItem.objects.visible_to(visitor))


def _complaints_visible_to(rows: QuerySet, visitor: Any) -> QuerySet:
    own = Q(complained_by=visitor.user_id) if visitor.user_id else Q(pk__in=[])
    seen = Complaint.objects.visible_to(visitor).values("pk")
    return rows.filter(own | Q(pk__in=seen))


def _members_visible_to(rows: QuerySet, visitor: Any) -> QuerySet:
    return rows if can_name_pool(visitor) else rows.none()


def _own_complaints(user: Any) -> owndata.Rows:
    """What somebody objected; those who decided don't take others' words along."""
    rows = Complaint.objects.filter(complained_by=user).order_by("pk")
    return rows.values("text", "complained_at", "outcome", "answer", "decided_at")


def _own_terms(user: Any) -> owndata.Rows:
    rows = PoolMember.objects.filter(user=user).order_by("pk")
    return rows.values("valid_from", "valid_until", "withdrawn_at")
