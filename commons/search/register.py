from commons.search import services
from commons.verbs import registry


def register() -> None:
    registry.add_effect("search", services.follow_happening)
