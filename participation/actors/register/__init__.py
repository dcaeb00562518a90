"""What actors tell the registries; each concern has a module of its own here."""

from participation.actors.register import desk, directory, people, profile


def register() -> None:
    profile.register()
    people.register()
    desk.register()
    directory.register()
