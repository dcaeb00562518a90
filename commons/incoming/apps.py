from django.apps import AppConfig


class IncomingConfig(AppConfig):
    name = "commons.incoming"
    label = "incoming"

    def ready(self) -> None:
        from commons.incoming import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
