def register() -> None:
    """Nothing yet: the newsletters come with their models."""
