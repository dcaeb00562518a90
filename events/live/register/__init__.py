"""What the live room tells the registries; each concern has a module here."""

from commons.verbs import registry as verbs
from events.live.register import polls, protocols, rooms
from events.live.verbs import VERBS


def register() -> None:
    verbs.declare(*VERBS)
    rooms.register()
    polls.register()
    protocols.register()
