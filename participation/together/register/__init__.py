"""What is done together tells the registries."""

from participation.together.register import (
    kinds,
    owning,
    progress,
    reading,
    redaction,
    slots,
)


def register() -> None:
    kinds.register()
    owning.register()
    progress.register()
    reading.register()
    redaction.register()
    slots.register()
