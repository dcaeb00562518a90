"""Blocking a person: their data, objections, Heute, and the notice before writing."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from commons import kinds, owndata, slots
from commons.accounts import naming
from commons.accounts.http import HttpRequest
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups import registry as today
from commons.followups.registry import MOST_ITEMS, Item
from commons.notifications import reasons, subjects
from participation.moderation import appeals
from participation.moderation.queries import blocks as queries
from participation.moderation.rules import can_block
from participation.moderation.services.blocks import KIND, require_may_write
from participation.moderation.services.unblocking import BLOCK
from participation.moderation.verbs.blocks import REASON


def register() -> None:
    _register_kind()
    _fill_slots()
    _register_own_data()
    naming.add_check("moderation.blocks", require_may_write)
    today.register(
        "moderation.blocks", gettext_lazy("Sperre überprüfen"), to_review, order=60
    )


def _register_kind() -> None:
    appeals.register(BLOCK, kind=KIND)
    reasons.register(
        REASON,
        gettext_lazy("Sie bekommen diese Mail, weil es um Ihr Konto geht."),
        short=gettext_lazy("Ihr Konto"),
        subject=subjects.OWN,
        is_owed=True,
    )
    kinds.register(
        kinds.Kind(
            key="block",
            model="moderation.Block",
            label=gettext_lazy("Sperre"),
            title=lambda block: block.user.public_name if block.user else "",
            url=lambda block: block.get_absolute_url(),
            region_id=lambda _block: None,
            visible_to=_to_coordinators,
            related=("user",),
        )
    )


def _fill_slots() -> None:
    slots.fill(
        "before-writing",
        template="moderation/_blocked_notice.html",
        context=notice,
        order=10,
        query_budget=1,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=menu_entry,
        order=12,
        query_budget=0,
    )


def _register_own_data() -> None:
    owndata.register(
        model="moderation.Block",
        user_fields=("user",),
        label=gettext_lazy("Sperren Ihres Kontos"),
        retain=gettext_lazy("Bleibt ohne Ihren Namen drei Jahre als Nachweis."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=(
            "decision__reason",
            "decision__facts",
            "starts_at",
            "ends_at",
            "lifted_at",
        ),
        staff=gettext_lazy(
            "Wer eine Sperre ausgesprochen oder aufgehoben hat, damit über einen "
            "Einwand jemand anderes entscheidet."
        ),
    )


def notice(*, request: HttpRequest, **_more: Any) -> dict[str, Any] | None:
    """Whoever is blocked reads so before they write, not after."""
    visitor = request.visitor
    block = queries.active_of(visitor.user) if visitor.is_signed_in else None
    return {"block": block} if block else None


def menu_entry(*, request: HttpRequest) -> dict[str, Any] | None:
    if not can_block(request.visitor):
        return None
    return {
        "url": reverse("moderation:block-list"),
        "label": _("Sperren"),
        "icon": "key",
    }


def to_review(visitor: Visitor) -> Iterator[Item]:
    """Blocks without an end whose day has come; one query."""
    if not can_block(visitor):
        return
    for block in queries.to_review(berlin_today())[:MOST_ITEMS]:
        name = block.user.public_name if block.user else ""
        yield Item(title=name, url=block.get_absolute_url(), due_on=block.review_on)


def _to_coordinators(rows: QuerySet, visitor: Visitor) -> QuerySet:
    return rows if can_block(visitor) else rows.none()
