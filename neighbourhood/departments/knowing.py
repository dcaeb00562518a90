"""Cards and signposts as the house knows them: kinds, verbs, facts, search, Heute."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import facts, kinds, slots
from commons.followups import registry as followups
from commons.search import registry as search
from commons.verbs import registry
from neighbourhood.departments import panels, rules
from neighbourhood.departments.models import Card, Signpost
from neighbourhood.departments.queries import cards, signposts, today
from neighbourhood.departments.services import facts as known


def register() -> None:
    _register_kinds()
    _declare_verbs()
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.cards_entry,
        order=45,
        query_budget=0,
    )
    facts.register("cards", known.load_cards, after=("topics",))
    facts.register("signposts", known.load_signposts, after=("topics",))
    search.register(
        "card",
        document_of=_document,
        everything=lambda: Card.objects.public().order_by("pk"),
        label=_("Was geht?"),
        slug="was-geht",
        standing=0.3,
    )
    followups.register("cards", _("„Was geht?“ prüfen"), today.cards_to_check, order=70)


def _declare_verbs() -> None:
    registry.declare(
        registry.Verb(
            "card.saved",
            _("hat eine Karte geändert"),
            generations=_of_cards,
            search="index",
        ),
        registry.Verb(
            "card.confirmed", _("hat eine Karte bestätigt"), generations=_of_cards
        ),
        registry.Verb(
            "signpost.saved",
            _("hat einen Wegweiser geändert"),
            generations=lambda _signpost: [signposts.GENERATION],
        ),
    )


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="card",
            model="departments.Card",
            label=_("Was geht?"),
            title=str,
            url=lambda card: card.get_absolute_url(),
            region_id=lambda _card: None,
            visible_to=kinds.as_the_rows_say,
        )
    )
    kinds.register(
        kinds.Kind(
            key="signpost",
            model="departments.Signpost",
            label=_("Wegweiser"),
            title=str,
            url=_url_of_signpost,
            region_id=lambda _signpost: None,
            visible_to=_to_editors,
        )
    )


def _of_cards(_card: Card) -> list[str]:
    return [cards.GENERATION]


def _document(card: Card) -> search.Document | None:
    if not card.is_public:
        return None
    words = (card.in_short, card.district_can, card.neighbours_can)
    return search.Document(card.title, "\n".join(words))


def _url_of_signpost(signpost: Signpost) -> str:
    return reverse("departments:signpost-edit", args=[signpost.pk])


def _to_editors(rows: QuerySet, visitor: Any) -> QuerySet:
    return rows if rules.can_edit_signposts(visitor) else rows.none()
