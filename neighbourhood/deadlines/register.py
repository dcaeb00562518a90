def register() -> None:
    """Filled with the facts of the working days."""
