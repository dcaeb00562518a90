from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import facts, kinds, slots
from commons.search import copies, panels, registry as sources, services
from commons.search.models import SynonymGroup
from commons.search.rules import can_edit_synonyms
from commons.search.services.synonyms import load_synonyms
from commons.verbs import registry

STAFF = "staff"


def register() -> None:
    copies.register()
    registry.add_effect("search", services.follow_happening)
    sources.register_audience(STAFF, lambda visitor: visitor.is_staff)
    facts.register("synonyms", load_synonyms)
    kinds.register(
        kinds.Kind(
            key="synonym",
            model="search.SynonymGroup",
            label=_("Wörter der Suche"),
            title=str,
            url=SynonymGroup.get_absolute_url,
            region_id=lambda _group: None,  # it may name places in several
            visible_to=_editors,
        )
    )
    registry.declare(
        registry.Verb("synonym.saved", _("hat Wörter der Suche geändert")),
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.menu_entry,
        order=45,
        query_budget=0,
    )


def _editors(groups: QuerySet[SynonymGroup], visitor: Any) -> QuerySet[SynonymGroup]:
    return groups if can_edit_synonyms(visitor) else groups.none()
