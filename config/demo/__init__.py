"""The demo district: people of each role and ideas in each state."""


def accounts() -> list[tuple[str, str, str]]:
    """What each account does, its address and its password, for the first lines."""
    from config.demo import people  # noqa: PLC0415 -- models need loaded apps

    return [(person.does, person.email, people.PASSWORD) for person in people.PEOPLE]
