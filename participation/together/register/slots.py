"""What is done together, on the pages of lower apps."""

from commons import slots
from participation.together import panels


def register() -> None:
    _fill_ideas()
    _fill_partners()
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.menu,
        order=30,
        query_budget=0,
    )
    slots.fill(
        "before-writing",
        template="together/_writing_for.html",
        context=panels.while_writing,
        order=40,
        query_budget=2,
    )


def _fill_ideas() -> None:
    slots.fill(
        "idea",
        template="together/_idea.html",
        context=panels.on_idea,
        order=20,
        query_budget=3,
    )
    for slot in ("idea", "idea-own"):
        slots.fill(
            slot,
            template="together/_asked.html",
            context=panels.asked,
            order=5,
            query_budget=1,
        )
    slots.fill(
        "idea-staff",
        template="together/_desk_panel.html",
        context=panels.at_desk,
        order=30,
        query_budget=1,
    )


def _fill_partners() -> None:
    slots.fill(
        "network-space",
        template="together/_partner.html",
        context=panels.on_network,
        order=60,
        query_budget=6,
    )
    slots.fill(
        "actor",
        template="together/_partner.html",
        context=panels.on_actor,
        order=60,
        query_budget=6,
    )
