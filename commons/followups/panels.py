"""Where Wiedervorlagen show themselves on pages of others."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from commons import kinds, owndata
from commons.clock import midnight
from commons.followups import registry, rules
from commons.followups.forms import QuickForm
from commons.followups.models import FollowUp

Panel = Mapping[str, Any] | None
MOST = 20


def menu_entry(request: Any) -> Panel:
    if not rules.can_see_today(request.visitor):
        return None
    return {"url": reverse("followups:today"), "label": _("Heute"), "icon": "calendar"}


def on_idea(request: Any, idea: Model) -> Panel:
    return on_thing(request, idea)


def at_desk(request: Any, contribution: Model, item: Any = None) -> Panel:  # noqa: ARG001 -- the slot's signature
    return on_thing(request, contribution)


def on_thing(request: Any, thing: Model) -> Panel:
    """What is to be looked at again here, and a short form for one more.

    Two queries: whom the visitor stands in for, and the rows.
    """
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_see_today(visitor):
        return None
    kind = kinds.of(thing)
    rows = followups_on(visitor, kind.key, thing.pk)
    address = reverse("followups:followup-create")
    return {
        "followups": rows,
        "form": QuickForm(auto_id=f"wv-{kind.key}-{thing.pk}-%s"),
        "create_url": f"{address}?art={kind.key}&nr={thing.pk}",
        "back": kind.url(thing),
        "user_id": visitor.user_id,
    }


def followups_on(visitor: Any, kind: str, target_id: int) -> list[FollowUp]:
    """About a thing: the open ones, and those done today, which may be undone."""
    covered = registry.people().stands_in_for(visitor)
    just_done = Q(done_by=visitor.user_id, done_at__gte=midnight())
    rows = FollowUp.objects.known_to(visitor, covered)
    rows = rows.filter(Q(done_at__isnull=True) | just_done)
    rows = rows.filter(kind=kind, target_id=target_id).select_related("owner")
    return list(rows.order_by(F("done_at").asc(nulls_first=True), "due_on")[:MOST])


def own_rows(user: Any) -> owndata.Rows:
    """Notes that somebody wrote or that waited for them."""
    rows = FollowUp.objects.filter(Q(owner=user) | Q(created_by=user))
    return rows.order_by("pk").values("due_on", "note", "kind", "target_id", "done_at")
