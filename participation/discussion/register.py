def register() -> None:
    """Filled below."""
