"""Mail that comes in: read, taken apart, handed to the app whose address it bears."""


def register() -> None:
    """Nothing to fill yet."""
