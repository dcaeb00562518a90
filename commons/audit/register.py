from commons.audit import services
from commons.verbs import registry


def register() -> None:
    registry.add_effect("audit", services.record_happening)
