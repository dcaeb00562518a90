from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "neighbourhood.rounds"
    label = "rounds"

    def ready(self) -> None:
        from neighbourhood.rounds import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
