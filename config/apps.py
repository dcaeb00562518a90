from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The wiring is an installed app, so that the command `up` can live here."""

    name = "config"
    label = "config"
