"""Several departments working on something together."""


def register() -> None:
    """Nothing to fill yet."""
