from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "events.live"
    label = "live"

    def ready(self) -> None:
        from events.live import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
