"""What the pool tells the registries; each concern has a module of its own here."""

from commons.verbs import registry as verbs
from participation.pool.register import bookings, entries, funds, places, rows
from participation.pool.verbs import VERBS


def register() -> None:
    verbs.declare(*VERBS)
    entries.register()
    bookings.register()
    rows.register()
    places.register()
    funds.register()
