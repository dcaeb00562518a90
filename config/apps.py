from django.apps import AppConfig
from django.conf import settings

from config.logging import configure


class ConfigConfig(AppConfig):
    """The wiring is an installed app, so that the command `up` can live here."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        configure(settings.LOG_LEVEL, settings.LOG_FORMAT)
        from config import checks  # noqa: F401, PLC0415 -- registers itself
