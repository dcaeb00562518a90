"""Registering on the page of an event, and the lists of those who look after it."""

from commons import slots
from commons.verbs import registry as verbs
from events.calendar import registration_panels as panels
from events.calendar.verbs import participants


def register() -> None:
    verbs.declare(*participants.VERBS)
    slots.fill(
        "event-registration",
        template="calendar/_registration.html",
        context=panels.on_event,
        order=10,
        query_budget=2,
    )
    slots.fill(
        "event-side",
        template="calendar/_organising.html",
        context=panels.beside_event,
        order=20,
        query_budget=2,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.in_account_menu,
        order=12,
        query_budget=0,
    )
