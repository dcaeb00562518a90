def register() -> None:
    """Filled by the search effect of the verbs."""
