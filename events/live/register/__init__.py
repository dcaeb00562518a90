"""What the live room tells the registries; each concern has a module of its own here."""

from commons.verbs import registry as verbs
from events.live.verbs import VERBS


def register() -> None:
    verbs.declare(*VERBS)
