"""What networks tell the registries; each concern has a module of its own here."""

from commons.verbs import registry
from participation.networks.register import (
    concerns,
    dates,
    networks,
    owndata,
    posting,
    redaction,
    showing,
)
from participation.networks.verbs import VERBS


def register() -> None:
    registry.declare(*VERBS)
    networks.register()
    owndata.register()
    redaction.register()
    showing.register()
    dates.register()
    concerns.register()
    posting.register()
