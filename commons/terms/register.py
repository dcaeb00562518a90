"""What the house rules tell the other rooms."""


def register() -> None:
    """Nothing is told to the other rooms yet."""
