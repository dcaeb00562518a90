"""What the case pages tell the other rooms."""


def register() -> None:
    """Nothing is told to the other rooms yet."""
