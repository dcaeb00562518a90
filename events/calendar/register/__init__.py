"""What the calendar tells the registries; each concern has a module of its own here."""

from commons.verbs import registry as verbs
from events.calendar.register import (
    afterwards,
    events,
    participants,
    reading,
    registrations,
    sources,
)
from events.calendar.verbs import VERBS


def register() -> None:
    verbs.declare(*VERBS)
    events.register()
    reading.register()
    registrations.register()
    sources.register()
    participants.register()
    afterwards.register()
